import { pathEnd } from './web-path.ts'

/**
 * Whether a path is one that intruders look for. `hidden`: no page leads there, so that asking is telling whatever the
 * answer (keys, histories, version control). `door`: the way into a product that many have (a blog's log-in, a database's
 * page); whoever has it goes there honestly, so it tells only where it is not.
 */
export type Probe = 'hidden' | 'door' | 'none'

export function probeIn(path: string): Probe {
  const end = pathEnd(path)
  const plain = path.slice(0, end).toLowerCase()
  if (isHidden(plain)) return 'hidden'
  return DOORS.test(plain) ? 'door' : 'none'
}

/** Asked of every request that succeeded, so it comes first and costs a search for two characters. */
export const mayBeHidden = (path: string): boolean => path.includes('/.') || path.includes('/%2e')

const isHidden = (path: string): boolean => HIDDEN.test(path) || COPIES.test(path)

/** Names that begin with a dot, of those that people leave lying about; not `.well-known` and what frameworks serve. */
const HIDDEN =
  /\/(?:\.|%2e)(?:env|git|svn|hg|bzr|cvs|ht(?:a|p|g)|ssh|aws|azure|docker|kube|npmrc|pypirc|netrc|pgpass|my\.cnf|ds_store|bash|sh_|zsh|profile|passw|rhosts|history|mysql_|psql_|config|cache|vscode|idea|ftpconfig|sftp|remote-sync|travis|gitlab|circleci|terraform|s3cfg|forward|listing|subversion|perf|web|viminfo|swp|secret|credentials)/
/** A copy of what holds passwords, left beside it. */
const COPIES =
  /(?:wp-config|configuration|config|settings|database|db|web\.config|backup|dump)\.(?:php|inc|yml|ini|json|sql)?(?:\.?(?:bak|old|orig|save|swp|txt|zip|gz|tgz|tar|7z|rar|~)|\.[0-9])$/

const DOORS = new RegExp(
  [
    // Blogs, shops and their like.
    /\/(?:wp-login\.php|wp-admin|wp-includes|wp-content\/plugins|xmlrpc\.php|wlwmanifest\.xml|administrator\/|user\/login|typo3|magento|bitrix)/,
    // Databases' pages, under all their names.
    /\/(?:php-?my-?admin|pma|mysql-?admin|my-?admin|db-?admin|adminer|phppgadmin|pgadmin|sqlite-?manager|mysql|sqladmin)[^/]*(?:\/|$|\.php)/,
    // Ways to run something, or to see how it runs.
    /\/(?:cgi-bin|shell|cmd|c99|r57|webshell|eval-stdin\.php|phpinfo|info\.php|server-(?:status|info)|actuator|jmx-console|web-console|invoker|manager\/(?:html|text)|host-manager|solr|jenkins|script|struts|druid|nacos|jolokia|h2-console|_ignition|telescope|debug|console|trace\.axd|elmah\.axd|phpunit|vendor\/)/,
    // Routers, cameras and things that guard the way in.
    /\/(?:boaform|hnap1|gponform|setup\.cgi|luci|goform|sdk\/weblanguage|onvif|portal\/redlion|dana-na|remote\/(?:login|fgt_lang)|vpn\/|\+cscoe\+|global-protect|owa\/|ecp\/|mgmt\/|tmui|sslvpn|login\.cgi|currentsetting\.htm|nmaplowercheck|sdk$|evox)/,
    // What is left of building and moving a site.
    /\/(?:backups?|bak|old|dump|install(?:ation|er)?|setup|test|temp|tmp|dev|staging|private|secret|hidden|logs?|sql|db|data|database|config|conf|admin[^/]*|upload(?:s|er)?|includes?)(?:\/?$|\.(?:php|asp|aspx|jsp|zip|rar|tar|gz|tgz|sql|bak|7z|txt|old)$)/,
  ]
    .map(({ source }) => source)
    .join('|'),
)

/** Programs whose only work is to look for such things. Research that looks once at the front door is not among them. */
export function isScanner(userAgent: string): boolean {
  if (userAgent === lastAgent) return lastAnswer
  lastAgent = userAgent
  lastAnswer = SCANNERS.test(userAgent.slice(0, AGENT_MAX))
  return lastAnswer
}
let lastAgent = ''
let lastAnswer = false

const AGENT_MAX = 512
const SCANNERS =
  /nikto|gobuster|dirbuster|dirsearch|dirb\b|feroxbuster|fuzz faster|ffuf|wfuzz|wpscan|sqlmap|nuclei|acunetix|netsparker|nessus|openvas|qualys|w3af|arachni|skipfish|wapiti|whatweb|joomscan|droopescan|nmap scripting|zmeu|jorgee|morfeus|muieblackcat|masscan|zgrab|l9explore|l9tcpid|webshag|grendel|vega\/|burp|owasp|zaproxy|commix|metasploit|hydra|patator|rustbuster|cariddi|katana|jaeles|fscan|hello,? world|mozlila/i

/** Search engines follow links that died long ago. */
export const isCrawler = (userAgent: string): boolean =>
  /bot\b|bot\/|crawl|spider|slurp|archiver|baidu|yandex|linkcheck|facebookexternalhit/i.test(
    userAgent.slice(0, AGENT_MAX),
  )
