/** A list that somebody publishes, of bad places or of countries. None is shipped: each firm's operator gets it under its own licence. */
export interface PublishedFeed {
  /** Also the name of its file, without the ending. */
  name: string
  url: string
  /** Of the file. */
  ending: '.csv' | '.tsv' | '.txt'
  what: string
  /** What its publisher asks of those who use it for money. */
  licence: string
  /** The header that carries its key, where it asks for one. */
  keyHeader?: 'Auth-Key'
}

/** Format and terms as their publishers told them in 2025; ask again before selling. */
export const PUBLISHED_FEEDS: readonly PublishedFeed[] = [
  {
    name: 'urlhaus',
    url: 'https://urlhaus.abuse.ch/downloads/csv_recent/',
    ending: '.csv',
    what: 'places that hand out malware, the last 30 days',
    licence: 'free under fair use; companies may need a paid subscription of abuse.ch',
    keyHeader: 'Auth-Key',
  },
  {
    name: 'threatfox',
    url: 'https://threatfox.abuse.ch/export/csv/recent/',
    ending: '.csv',
    what: 'command-and-control servers, places and files of malware',
    licence: 'free under fair use; companies may need a paid subscription of abuse.ch',
    keyHeader: 'Auth-Key',
  },
  {
    name: 'feodo',
    url: 'https://feodotracker.abuse.ch/downloads/ipblocklist.csv',
    ending: '.csv',
    what: 'command-and-control servers of banking malware',
    licence: 'free under fair use of abuse.ch',
  },
  {
    name: 'sslbl',
    url: 'https://sslbl.abuse.ch/blacklist/sslblacklist.csv',
    ending: '.csv',
    what: 'certificates of command-and-control servers',
    licence: 'free under fair use of abuse.ch',
  },
  {
    name: 'sslbl-ja3',
    url: 'https://sslbl.abuse.ch/blacklist/ja3_fingerprints.csv',
    ending: '.csv',
    what: 'how malware says hello in TLS',
    licence: 'free under fair use of abuse.ch',
  },
  {
    name: 'openphish',
    url: 'https://openphish.com/feed.txt',
    ending: '.txt',
    what: 'phishing sites, the newest 300',
    licence: 'not for commercial use',
  },
  {
    name: 'phishtank',
    url: 'https://data.phishtank.com/data/online-valid.csv',
    ending: '.csv',
    what: 'phishing sites that people confirmed',
    licence: 'restrictive: read its terms before any use for money',
  },
  {
    name: 'countries-apnic',
    url: 'https://ftp.apnic.net/stats/apnic/delegated-apnic-latest',
    ending: '.txt',
    what: 'countries of the addresses that Asia and the Pacific were given',
    licence: 'free for any use; tells who was given an address, not where it is used',
  },
  {
    name: 'countries-arin',
    url: 'https://ftp.arin.net/pub/stats/arin/delegated-arin-extended-latest',
    ending: '.txt',
    what: 'countries of the addresses that North America was given',
    licence: 'free for any use; tells who was given an address, not where it is used',
  },
  {
    name: 'countries-ripe',
    url: 'https://ftp.ripe.net/pub/stats/ripencc/delegated-ripencc-latest',
    ending: '.txt',
    what: 'countries of the addresses that Europe and the Middle East were given',
    licence: 'free for any use; tells who was given an address, not where it is used',
  },
  {
    name: 'countries-lacnic',
    url: 'https://ftp.lacnic.net/pub/stats/lacnic/delegated-lacnic-latest',
    ending: '.txt',
    what: 'countries of the addresses that Latin America was given',
    licence: 'free for any use; tells who was given an address, not where it is used',
  },
  {
    name: 'countries-afrinic',
    url: 'https://ftp.afrinic.net/pub/stats/afrinic/delegated-afrinic-latest',
    ending: '.txt',
    what: 'countries of the addresses that Africa was given',
    licence: 'free for any use; tells who was given an address, not where it is used',
  },
]
