import { nameOf } from './name.ts'

/**
 * Programs that an office is better without, and what gives each away. A maker's own pages may be read without having the
 * program, so of its zone only the names are listed that the program itself asks for.
 */
export interface Program {
  name: string
  sort: 'file-sharing' | 'remote-control' | 'mining' | 'tunnel' | 'anonymity'
}

/** Whose name it is, or undefined. For a name in lower case, of DNS, TLS or HTTP. */
export function programOfHost(host: string): Program | undefined {
  if (host.endsWith('.onion')) return TOR
  const { zone, below } = nameOf(host)
  const own = ZONES.get(zone)
  return own?.below.test(below) ? own.program : HOSTS.get(host)
}

/** By how it calls itself over HTTP. */
export function programOfAgent(agent: string): Program | undefined {
  if (!AGENT_LETTERS.has(agent.charCodeAt(0))) return undefined
  return AGENTS.find(([beginning]) => agent.startsWith(beginning))?.[1]
}

export const BITTORRENT: Program = { name: 'BitTorrent', sort: 'file-sharing' }
export const TOR: Program = { name: 'Tor', sort: 'anonymity' }
const MINER: Program = { name: 'a miner', sort: 'mining' }
const remote = (name: string): Program => ({ name, sort: 'remote-control' })
const tunnel = (name: string): Program => ({ name, sort: 'tunnel' })

/** Anything below that is not a page for people. */
const NO_PAGE = /^(?!(?:.*\.)?(?:www|api|cdn|static|docs?|help|support|blog|forum|status|account|my|m|img|images)\d*$)./
const ANY = /(?:)/

const ZONES: ReadonlyMap<string, { program: Program; below: RegExp }> = new Map(
  [
    { program: remote('TeamViewer'), zones: 'teamviewer.com', below: /(?:^|\.)(?:router|master|ping|server)\d*$/ },
    { program: remote('AnyDesk'), zones: 'anydesk.com', below: /(?:^|\.)net$/ },
    { program: remote('Splashtop'), zones: 'splashtop.com splashtop.eu', below: /(?:^|\.)relay$/ },
    { program: remote('LogMeIn'), zones: 'logmein.com', below: /(?:^|\.)lmi-app[\d-]+$/ },
    { program: remote('LogMeIn'), zones: 'logmein-gateway.com', below: ANY },
    { program: remote('RustDesk'), zones: 'rustdesk.com', below: /^(?:rs|relay)(?:-|\d|$)/ },
    { program: remote('ScreenConnect'), zones: 'screenconnect.com', below: /(?:^|-)relay$/ },
    { program: remote('Ammyy Admin'), zones: 'ammyy.com', below: /^rl\d*$/ },
    { program: remote('DWService'), zones: 'dwservice.net', below: /^node/ },
    { program: MINER, zones: 'nicehash.com', below: /(?:^|\.)(?:auto|stratum)$|^stratum/ },
    {
      program: MINER,
      zones:
        'minexmr.com supportxmr.com moneroocean.stream nanopool.org 2miners.com ethermine.org hashvault.pro minergate.com herominers.com c3pool.com c3pool.org unmineable.com xmrpool.eu miningpoolhub.com flypool.org dwarfpool.com monerohash.com xmrig.com crypto-pool.fr slushpool.com f2pool.com',
      below: NO_PAGE,
    },
    { program: tunnel('VPN Gate'), zones: 'opengw.net vpnazure.net', below: NO_PAGE },
    { program: tunnel('NordVPN'), zones: 'zwyr157wwiu6eior.com', below: ANY },
    { program: tunnel('Tailscale'), zones: 'tailscale.com', below: /^(?:controlplane|log|derp\d+\w*)$/ },
    { program: tunnel('ngrok'), zones: 'ngrok-agent.com', below: ANY },
    { program: tunnel('ngrok'), zones: 'ngrok.com', below: /^(?:tunnel|connect)\b/ },
    { program: tunnel('Cloudflare Tunnel'), zones: 'argotunnel.com', below: ANY },
    { program: tunnel('WARP'), zones: 'cloudflareclient.com', below: ANY },
    { program: tunnel('Hamachi'), zones: 'hamachi.cc', below: ANY },
    { program: TOR, zones: 'tor2web.org onion.to onion.ws onion.ly onion.pet onion.cab onion.city', below: NO_PAGE },
  ].flatMap(({ zones, ...own }) => zones.split(' ').map((zone) => [zone, own] as const)),
)

const HOSTS: ReadonlyMap<string, Program> = new Map([
  ['remotedesktop-pa.googleapis.com', remote('Chrome Remote Desktop')],
  ['api.nordvpn.com', tunnel('NordVPN')],
  ['vpn-api.proton.me', tunnel('Proton VPN')],
  ['api.protonvpn.ch', tunnel('Proton VPN')],
  ['api.windscribe.com', tunnel('Windscribe')],
  ...[
    ...['router.bittorrent.com', 'router.utorrent.com', 'dht.transmissionbt.com', 'dht.libtorrent.org'],
    ...['dht.aelitis.com', 'tracker.opentrackr.org', 'tracker.openbittorrent.com', 'tracker.torrent.eu.org'],
    ...['tracker.publicbt.com', 'open.stealth.si', 'exodus.desync.com'],
  ].map((host): [string, Program] => [host, BITTORRENT]),
])

const AGENTS: readonly [beginning: string, Program][] = [
  ...['uTorrent', 'BitTorrent', 'BTWebClient', 'qBittorrent', 'Transmission/', 'Deluge', 'libtorrent', 'Azureus'].map(
    (beginning): [string, Program] => [beginning, BITTORRENT],
  ),
  ...['XMRig', 'cpuminer', 'ccminer', 'bfgminer', 'cgminer', 'NiceHash'].map((beginning): [string, Program] => [
    beginning,
    MINER,
  ]),
]
const AGENT_LETTERS: ReadonlySet<number> = new Set(AGENTS.map(([beginning]) => beginning.charCodeAt(0)))
