import type { HttpEvent } from '#engine/event.ts'

/** A request that carries an order for the server rather than a question. */
export interface WebAttack {
  family: Family
  /** Hosts and addresses that the order tells the server to call. */
  places: string[]
}

export type Family =
  | 'log4shell'
  | 'shellshock'
  | 'command injection'
  | 'web shell'
  | 'code injection'
  | 'path traversal'
  | 'SQL injection'
  | 'script upload'

/**
 * What a request carries, or nothing. Ordinary requests leave after one walk over the path: an order needs marks that
 * addresses seldom have, or one of a few words. What has them is decoded twice and then judged; as much of it as is read is
 * bounded, because whoever writes it may write more.
 */
export function attackIn({ path, userAgent, host, forwardedFor, method }: HttpEvent): WebAttack | undefined {
  const isLoud = hasMark(path) || WORDS.test(path)
  const header = isOrder(userAgent) ? userAgent : isOrder(forwardedFor) ? forwardedFor : isOrder(host) ? host : ''
  if (header !== '') return inHeader(plainOf(header)) ?? (isLoud ? inPath(plainOf(path)) : undefined)
  if (method === 'PUT' && SCRIPT.test(path)) return { family: 'script upload', places: [] }
  return isLoud ? inPath(plainOf(path)) : undefined
}

const isOrder = (text: string): boolean => text !== '' && (text.includes('${') || text.includes('() {'))

/** Whether the request asks for a program that answers by running. */
export const isProgram = (path: string): boolean => PROGRAM.test(path)
const PROGRAM = /\/cgi-bin\/|\.(?:cgi|pl|sh|py|php\d?|aspx?|ashx|jspx?|do|action|cfm)(?:[/?;]|$)/i
const SCRIPT = /\.(?:php\d?|phtml|jspx?|aspx?|ashx|cfm|war)(?:[/?;%]|$)/i

const MARKS = new Uint8Array(128)
for (const mark of '$`(|;\'"<>{\\') MARKS[mark.charCodeAt(0)] = 1
/** The second half of an encoded mark: `%24`, `%60`, … and `%25`, by which encoding is done twice. */
const ENCODED: ReadonlySet<string> = new Set('24 60 28 7c 3b 27 22 3c 3e 7b 5c 2e 25 0a 0d c0 c1 u0 ad'.split(' '))
const [PERCENT, DOT] = [37, 46]

function hasMark(path: string): boolean {
  const end = Math.min(path.length, TEXT_MAX)
  for (let place = 0; place < end; place++) {
    const code = path.charCodeAt(place)
    if (MARKS[code] === 1) return true
    if (code === DOT && path.charCodeAt(place + 1) === DOT) return true
    if (code === PERCENT && ENCODED.has(path.slice(place + 1, place + 3).toLowerCase())) return true
  }
  return false
}

/** Looked for by one walk, because every request is asked. */
const WORDS = /cmd=|exec=|command=|etc\/|php:|\/win\.ini|allow_url|union|proc\/self|classLoader/

const TEXT_MAX = 2_048

/** Decoded twice, in small letters, with blanks where a shell or a database sees blanks. */
export function plainOf(text: string): string {
  const once = decoded(text.slice(0, TEXT_MAX).replaceAll('+', ' '))
  return decoded(once)
    .toLowerCase()
    .replaceAll(/\$\{?ifs\}?|\/\*.{0,64}?\*\/|[\t\r]/g, ' ')
}

const decoded = (text: string): string =>
  text.replaceAll(/%u00([0-9a-f]{2})|%c0%(ae|af|2f|5c)|%([0-9a-f]{2})/gi, (_all, wide, overlong, byte) =>
    overlong ? (OVERLONG[overlong.toLowerCase()] ?? '') : String.fromCharCode(Number.parseInt(wide ?? byte, 16)),
  )
/** Ways to write `.` and `/` that careless decoders take. */
const OVERLONG: Readonly<Record<string, string>> = { ae: '.', af: '/', '2f': '/', '5c': '\\' }

function inHeader(plain: string): WebAttack | undefined {
  if (/\(\)\s*\{[^}]{0,64}\}?\s*;/.test(plain)) return { family: 'shellshock', places: placesIn(plain) }
  return lookupIn(plain)
}

/** `${jndi:ldap://host/…}`, also where its letters are hidden in look-ups of their own (`${lower:j}ndi`). */
function lookupIn(plain: string): WebAttack | undefined {
  if (!plain.includes('${')) return undefined
  let bare = plain
  for (let round = 0; round < NESTED_MAX; round++) {
    const less = bare.replaceAll(
      /\$\{(?:lower|upper|[a-z0-9_.]{0,32}:[^${}]{0,64}:?-|[^${}:]{0,32}:-):?([^${}]{0,64})\}/g,
      '$1',
    )
    if (less === bare) break
    bare = less
  }
  const jndi = /\$\{\s*jndi\s*:\s*[a-z]{2,8}\s*:\/{0,2}([^/}:\s#]{0,253})/.exec(bare)
  if (!jndi) return undefined
  const [, host = ''] = jndi
  return { family: 'log4shell', places: host === '' ? [] : [host] }
}
const NESTED_MAX = 8

const COMMANDS =
  'whoami|uname|wget|curl|ncat|netcat|bash|powershell|ping|nslookup|certutil|busybox|tftp|ifconfig|ipconfig|systeminfo|chmod|python\\d?|perl|nohup|bitsadmin|rundll32|mshta|sleep|touch|base64|reboot|telnetd?|passwd|crontab'
/** Words that stand between bars in honest lists of fields, too. */
const SHORT = 'id|cat|ls|dir|net|nc|sh|rm|cd|echo|type|cmd|ps|php|pwd|env|printf|set|head|find'
const FOLDER = '(?:/(?:usr/)?(?:local/)?s?bin/)?'
const END = '(?=[\\s/|;&`)\'"<>#$]|\\.exe|$)'

const FAMILIES: readonly (readonly [Family, RegExp])[] = [
  [
    'command injection',
    new RegExp(
      [
        `(?:[;|\`\\n]|&&|\\$\\()\\s{0,8}${FOLDER}(?:${COMMANDS})${END}`,
        `(?:[;\`\\n]|&&|\\|\\||\\$\\(|[\\d=.'"\\s)]\\|)\\s{0,8}${FOLDER}(?:${SHORT})${END}`,
        // A router's page that hands its question to a shell.
        `/(?:shell|cgi-bin/[\\w./-]{0,64}(?:sh|bash))\\?[^ ]{0,64} `,
        `[=?]${FOLDER}(?:wget|curl|tftp|busybox|powershell|bash|sh)\\s+(?:-|https?:|/)`,
        'bash -i|/dev/tcp/|/bin/(?:ba|da)?sh(?:\\s|$)|cmd(?:\\.exe)?\\s{0,4}/c|xp_cmdshell',
      ].join('|'),
    ),
  ],
  [
    'web shell',
    new RegExp(
      `\\.(?:php\\d?|phtml|jspx?|aspx?|ashx|cfm)\\?(?:[^ ]{0,128}&)?(?:c|cmd|exec|command|execute|run|e|q|pass|x)=\\s{0,8}(?:${COMMANDS}|${SHORT})${END}`,
    ),
  ],
  [
    'code injection',
    new RegExp(
      [
        'php://(?:input|filter)|expect://|data:/{0,2}text/plain|allow_url_include|auto_prepend_file|<\\?php|invokefunction|think\\\\|call_user_func',
        '(?:system|passthru|shell_exec|phpinfo|eval|assert|base64_decode|popen|proc_open|fsockopen|file_put_contents|md5)\\s{0,4}\\(',
        '_memberaccess|ognl|java\\.lang\\.(?:runtime|process)|getruntime|classloader|processbuilder|freemarker|t\\(java|#context|__import__|os\\.popen|config\\.__class__|\\{\\{\\s{0,8}\\d{1,8}\\*\\d',
      ].join('|'),
    ),
  ],
  [
    'path traversal',
    /(?:\.\.[/\\]{1,4}){2}|\.\.[/\\].{0,64}(?:web-inf|win\.ini|boot\.ini|passwd|shadow)|\/etc\/+(?:passwd|shadow|hosts|issue)\b|\/proc\/self\/|\/windows\/+(?:win|system)\.ini/,
  ],
  [
    'SQL injection',
    /\bunion\s+(?:all\s+|distinct\s+)?select\b.{0,256}(?:,|\bfrom\b|null|concat|version|char\()|['"]\)*\s*(?:or|and|\|\|)\s+\(?['"]?\d{1,6}['"]?\s*(?:=|<|>|like)|['"]\s*(?:or|and)\s+['"][^'"]{0,32}['"]\s*=|\b(?:or|and)\s+\d{1,6}\s*=\s*\d{1,6}(?:\s|--|#|$)|\b(?:sleep|benchmark|extractvalue|updatexml|load_file|pg_sleep)\s{0,4}\(|waitfor\s+delay|information_schema|into\s+(?:out|dump)file|;\s*(?:drop|insert|update|delete|exec)\s+(?:table|into|from|master|xp_)/,
  ],
]

function inPath(plain: string): WebAttack | undefined {
  const header = inHeader(plain)
  if (header) return header
  const family = FAMILIES.find(([, pattern]) => pattern.test(plain))?.[0]
  return family && { family, places: placesIn(plain) }
}

/** Where the order tells the server to go: whole addresses, or a shell's way to open a connection. */
function placesIn(plain: string): string[] {
  const places = [
    ...plain.matchAll(
      /(?:(?:https?|ftp|tftp|ldaps?|rmi):\/\/|\/dev\/(?:tcp|udp)\/|@)([a-z0-9.-]{4,253})|\b(\d{1,3}(?:\.\d{1,3}){3})\b/g,
    ),
  ]
    .map(([, host, address]) => (host ?? address ?? '').replace(/\.$/, ''))
    .filter((place) => place.includes('.'))
  return [...new Set(places)].slice(0, PLACES_MAX)
}
const PLACES_MAX = 4
