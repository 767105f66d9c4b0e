import { openCasesOf } from '#db/cases.ts'
import { findFirm } from '#db/firms.ts'
import { receive } from '#db/inbox.ts'
import { openNoticesOf } from '#db/notices.ts'
import { sensorsOf } from '#db/sensors.ts'
import { sitesOf } from '#db/sites.ts'
import { isUndecided } from '#engine/case.ts'
import { CONSULTATION_MS } from '#engine/chat.ts'
import { harmless } from '#engine/defang.ts'
import type { Part, Text } from '#engine/message.ts'
import { isAwaitingFirm } from '#engine/notice.ts'
import { firmMark } from '../dialogue/tokens.ts'
import { sayToken } from './intent.ts'
import { identityOf, type Talk } from './talk.ts'
import type { GlobalWord } from './vocabulary.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** The words that always work in a firm's chat. What is not built yet is said to be so, with the way to get it. */
export async function sayWord(talk: Talk, word: Exclude<GlobalWord, 'diagnosis'>, firm?: string): Promise<void> {
  switch (word) {
    case 'status':
      return status(talk)
    case 'consult':
      return consult(talk, firm)
    case 'help':
      return help(talk)
    case 'assets':
    case 'report':
      talk.say({ key: `converse.${word}.text` })
      return talk.show(shortcuts(['consult', 'help']))
  }
}

const HELP = ['status', 'consult', 'diagnosis', 'assets', 'report', 'help'] as const

function help(talk: Talk): void {
  talk.show(
    { kind: 'heading', text: { key: 'converse.help.heading' } },
    ...HELP.map((word): Part => ({ kind: 'paragraph', text: { key: `converse.help.${word}` } })),
    shortcuts(['status', 'consult']),
  )
}

const shortcuts = (words: readonly GlobalWord[]): Part => ({
  kind: 'choice',
  lasts: 'now',
  options: words.map((word) => ({ label: { key: `converse.button.${word}` }, token: sayToken(word) })),
})

/** How the firm stands right now, from what is really stored. */
async function status(talk: Talk): Promise<void> {
  for (const { firmId } of talk.firms) {
    const firm = await findFirm(talk.tx, firmId)
    talk.show({ kind: 'heading', text: { key: 'converse.status.heading', params: { firm: firm?.name ?? '' } } })
    talk.show(...(await noticesAndCases(talk, firmId)), ...(await sensors(talk, firmId)))
  }
}

const SHOWN_MAX = 5

async function noticesAndCases(talk: Talk, firmId: string): Promise<Part[]> {
  const waiting = (await openNoticesOf(talk.tx, firmId)).filter(isAwaitingFirm)
  const looking = (await openCasesOf(talk.tx, firmId, 0)).filter(isUndecided).length
  const paragraph = (text: Text): Part => ({ kind: 'paragraph', text })
  return [
    ...(waiting.length > 0 ? [paragraph({ key: 'converse.status.open', params: { count: waiting.length } })] : []),
    ...waiting
      .slice(0, SHOWN_MAX)
      .map(({ title, dueAt }) =>
        paragraph({ key: 'converse.status.open-notice', params: { title, at: { at: dueAt } } }),
      ),
    ...(looking > 0 ? [paragraph({ key: 'converse.status.looking', params: { count: looking } })] : []),
    ...(waiting.length + looking === 0 ? [paragraph({ key: 'converse.status.calm' })] : []),
  ]
}

async function sensors(talk: Talk, firmId: string): Promise<Part[]> {
  const standing = (await sensorsOf(talk.tx, firmId)).filter(({ revokedAt }) => revokedAt === null)
  if (standing.length === 0) return [{ kind: 'paragraph', text: { key: 'converse.status.no-sensor' } }]
  const names = new Map((await sitesOf(talk.tx, firmId)).map(({ id, name }) => [id, name]))
  return standing.slice(0, SHOWN_MAX).map(({ siteId, lastSeenAt: seenAt }): Part => {
    const site = names.get(siteId) ?? ''
    const text: Text =
      seenAt === null
        ? { key: 'converse.status.sensor-silent', params: { site } }
        : { key: 'converse.status.sensor', params: { site, at: { at: seenAt } } }
    return { kind: 'paragraph', text }
  })
}

/** 相談: the desk is told at once, and what is written next belongs to it. */
async function consult(talk: Talk, chosen?: string): Promise<void> {
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => sayToken('consult', firmId))
  await callDesk(talk, firm, '')
  talk.say(
    { key: 'converse.desk.called', params: { hours: { key: 'converse.desk.hours' } } },
    { key: 'converse.desk.urgent' },
  )
}

/** Words after 相談, within its time: they go to the desk. */
export async function passOn(talk: Talk, text: string): Promise<boolean> {
  const { consultation } = talk.state
  const firm = consultation ? firmMeant(talk, firmMark(consultation.firmId)) : undefined
  if (!firm) return false
  await callDesk(talk, firm, text)
  talk.say({ key: 'converse.desk.passed' })
  return true
}

const DESK_TEXT_MAX = 2_000

async function callDesk(
  talk: Talk,
  { firmId, regionId }: { firmId: string; regionId: string },
  text: string,
): Promise<void> {
  const { incoming, person, app, tx } = talk
  if (!person) return
  const by = { personId: person.personId, name: person.name, ...identityOf(incoming) }
  const { platform, account, eventId, content } = incoming
  const messageId = content.type === 'text' ? content.messageId : ''
  const payload = { firmId, by, text: harmless(text, DESK_TEXT_MAX), messageId }
  await receive(tx, [
    {
      lane: `desk:${firmId}`,
      kind: 'desk-call',
      account: `${platform}:${account}`,
      eventId: `desk:${eventId}`,
      regionId,
      firmId,
      payload,
      at: app.now,
    },
  ])
  talk.state = { ...talk.state, consultation: { firmId, until: app.now + CONSULTATION_MS } }
}
