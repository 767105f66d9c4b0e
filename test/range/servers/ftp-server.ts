import { createServer, type Socket } from 'node:net'

/**
 * `node test/range/servers/ftp-server.ts PORT [NAME PASSWORD]`: an FTP server that knows at most one account and lists an empty folder.
 * Enough for a log-in to succeed or fail as it does in earnest.
 */
const [port = '21', account = '', password = ''] = process.argv.slice(2)

createServer((socket) => {
  let name = ''
  const say = (line: string): void => void socket.write(`${line}\r\n`)
  say('220 ready')
  eachLine(socket, (line) => {
    const [command = '', value = ''] = [line.slice(0, 4).trim().toUpperCase(), line.slice(5)]
    if (command === 'USER') {
      name = value
      return say('331 password please')
    }
    if (command === 'PASS') return say(isKnown(name, value) ? '230 logged in' : '530 login incorrect')
    if (command === 'PWD') return say('257 "/"')
    if (command === 'SYST') return say('215 UNIX Type: L8')
    if (command === 'TYPE') return say('200 as you like')
    if (command === 'QUIT') return void socket.end('221 goodbye\r\n')
    say('502 not here')
  })
}).listen(Number(port), '0.0.0.0')

const isKnown = (name: string, value: string): boolean => account !== '' && name === account && value === password

function eachLine(socket: Socket, take: (line: string) => void): void {
  let rest = ''
  socket.setEncoding('latin1').on('error', () => {})
  socket.on('data', (text) => {
    const lines = (rest + text).split(/\r?\n/)
    rest = lines.pop() ?? ''
    for (const line of lines) take(line)
  })
}
