import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { programOf } from './program.ts'

/**
 * `node test/range/servers/web-server.ts PORT [CALLBACK-HOST]`: a small web site with every hole that the range's attacks look for. Nothing
 * is really run or read: it answers as a server would on which the attack had worked, from what is written here.
 * With a callback host, a log4shell string makes it call there, as a victim does.
 */
const [port = '80', callbackHost = ''] = process.argv.slice(2)

createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://site.example')
  request.on('error', () => {})
  request.resume().on('end', () => answer(request, url, response))
}).listen(Number(port), '0.0.0.0')

function answer(request: IncomingMessage, url: URL, response: ServerResponse): void {
  const { pathname } = url
  const asked = decoded(`${request.url} ${Object.values(request.headers).flat().join(' ')}`)
  if (asked.includes('${jndi:')) callBack()
  if (pathname === '/cgi-bin/status' && asked.includes('() {')) return say(response, 200, 'text/plain', IDENTITY)
  if (pathname === '/ping.php' && /[;|&`]/.test(asked)) return say(response, 200, 'text/html', `<pre>${IDENTITY}</pre>`)
  if (pathname === '/download' && asked.includes('../')) return say(response, 200, 'text/plain', PASSWD)
  if (pathname.startsWith('/files/')) return sendFile(pathname, response)
  if (pathname === '/admin') return isOwner(request) ? say(response, 200, 'text/html', PAGE) : challenge(response)
  if (PAGES.has(pathname)) return say(response, 200, 'text/html', PAGE)
  say(response, 404, 'text/html', '<html><body>Not found</body></html>')
}

const PAGES = new Set([
  '/',
  '/index.html',
  '/news',
  '/shop',
  '/search',
  '/login',
  '/cgi-bin/status',
  '/ping.php',
  '/upload',
  '/hello',
])
const PAGE = `<html><head><title>佐々木水産</title></head><body>${'<p>本日の水揚げ</p>'.repeat(40)}</body></html>`
const IDENTITY = 'uid=33(www-data) gid=33(www-data) groups=33(www-data)\n'
const PASSWD = 'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n'

/** Whatever its name says, and as what it would be named for in earnest. */
function sendFile(pathname: string, response: ServerResponse): void {
  const program = programOf(pathname)
  const type = TYPES[pathname.slice(pathname.lastIndexOf('.'))] ?? 'application/octet-stream'
  response.writeHead(200, { 'content-type': type, 'content-length': program.length }).end(program)
}
const TYPES: Record<string, string> = { '.jpg': 'image/jpeg', '.txt': 'text/plain', '.gif': 'image/gif' }

const isOwner = ({ headers }: IncomingMessage): boolean =>
  headers.authorization === `Basic ${Buffer.from('admin:summer2026').toString('base64')}`

const challenge = (response: ServerResponse): void =>
  void response
    .writeHead(401, { 'www-authenticate': 'Basic realm="site"', 'content-type': 'text/html' })
    .end('who are you?')

const say = (response: ServerResponse, status: number, type: string, text: string): void =>
  void response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(text)

function callBack(): void {
  if (callbackHost === '') return
  const call = connect(1389, callbackHost, () => call.end(Buffer.from('300c020101600702010304008000', 'hex')))
  call.on('error', () => {})
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
