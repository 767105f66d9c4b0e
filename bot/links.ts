import { isSame, type Secrets } from './secrets.ts'

/** What is behind a link of ours: a page, its picture (of dots or of lines), its paper, its data, or files packed together. */
export type LinkKind = 'page' | 'png' | 'svg' | 'pdf' | 'json' | 'tgz'

/** `to` makes an address that opens one result to whoever has it, until then; `read` looks at one that came back. */
export interface Links {
  to(subject: string, kind: LinkKind, expiresAt: number): string
  read(signed: string, now: number): LinkRead
}

export type LinkRead =
  | { kind: 'good'; subject: string; shown: LinkKind; expiresAt: number }
  | { kind: 'expired'; subject: string }
  | { kind: 'unknown' }

const SUFFIX: Readonly<Record<LinkKind, string>> = {
  page: '',
  png: '.png',
  svg: '.svg',
  pdf: '.pdf',
  json: '.json',
  tgz: '.tgz',
}
const KINDS: readonly LinkKind[] = ['png', 'svg', 'pdf', 'json', 'tgz']
/** A subject may end in which of its pictures is meant: `installation_01…_3`. */
const SIGNED =
  /^(?<subject>[a-z]+_[0-9a-z]+(?:_[0-9a-z]+)?)~(?<until>[0-9a-z]{1,9})~(?<mac>[\w-]{22})(?:\.(?<suffix>png|svg|pdf|json|tgz))?$/

/** The server finds no address with a longer part in it; a subject may take most of that. */
export const SIGNED_LENGTH_MAX = 300

/** Where the console is entered (`http/console/`); everything else is shown as it is. */
export const ENTRANCE = 'console/enter'
export const isSession = (subject: string): boolean => subject.startsWith('session_')

/**
 * `publicUrl` is what LINE and the firm's people reach us by. One signature is good for the page, the picture and the
 * paper: they show the same.
 */
export function linksFrom(secrets: Pick<Secrets, 'linkMac'>, publicUrl: string): Links {
  return {
    to(subject, kind, expiresAt) {
      const until = Math.floor(expiresAt / 1_000)
      const signed = `${subject}~${until.toString(36)}~${secrets.linkMac(subject, until)}${SUFFIX[kind]}`
      if (signed.length > SIGNED_LENGTH_MAX) throw new Error(`a link to ${subject} would be found by nobody`)
      return `${publicUrl}/${isSession(subject) ? ENTRANCE : 'r'}/${signed}`
    },
    read(signed, now) {
      const { subject = '', until = '', mac = '', suffix } = SIGNED.exec(signed)?.groups ?? {}
      const untilS = Number.parseInt(until, 36)
      if (!subject || !isSame(mac, secrets.linkMac(subject, untilS))) return { kind: 'unknown' }
      if (untilS * 1_000 < now) return { kind: 'expired', subject }
      const shown = KINDS.find((kind) => kind === suffix) ?? 'page'
      return { kind: 'good', subject, shown, expiresAt: untilS * 1_000 }
    },
  }
}
