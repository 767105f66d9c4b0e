import type { Hearing } from '#engine/hearing.ts'
import type { Message, Option, Part, Text } from '#engine/message.ts'
import type { FirmTap, HearingTaps } from './taps.ts'
import type { HearingFile } from './work.ts'

/** Why the firm hears of it. */
export type News = 'booked' | 'moved' | 'day-before' | 'soon' | 'missed' | 'cancelled'

/** What the owner reads on LINE: when, how, who telephones, and how to get another day. */
export function firmMessage(news: News, { firm }: HearingFile, hearing: Hearing, taps: HearingTaps): Message {
  const text: Text = { key: `hearing.news.${news}`, params: { at: { at: hearing.startsAt } } }
  const hasDay = news !== 'missed' && news !== 'cancelled'
  const options = optionsFor(news, hearing, taps)
  return {
    purpose: 'follow-up',
    fallback: text,
    parts: [
      { kind: 'paragraph', text },
      ...(hasDay ? dayParts(hearing, firm.phone) : []),
      ...(options.length > 0 ? [{ kind: 'choice', lasts: 'durable', options } satisfies Part] : []),
    ],
  }
}

function dayParts(hearing: Hearing, phone: string | null): Part[] {
  const { startsAt, channel, place, interviewer } = hearing
  const number = place === '' ? (phone ?? '') : place
  const how: Text =
    channel === 'phone' && number !== ''
      ? { key: 'hearing.how.phone-at', params: { number } }
      : { key: `hearing.how.${channel}` }
  const row = (label: string, value: Text) => ({ label: { key: `hearing.row.${label}` }, value })
  return [
    {
      kind: 'facts',
      rows: [
        row('day', { key: 'hearing.at', params: { at: { at: startsAt } } }),
        row('how', how),
        row('who', { typed: interviewer.name }),
      ],
    },
    ...(channel === 'web' ? [{ kind: 'link', label: { key: 'hearing.link' }, url: place } satisfies Part] : []),
  ]
}

/** Ten minutes before, only a telephone call helps. */
const COMMANDS: Readonly<Record<News, readonly FirmTap[]>> = {
  booked: ['suits', 'another-day'],
  moved: ['suits', 'another-day'],
  'day-before': ['suits', 'another-day'],
  soon: [],
  missed: ['another-day'],
  cancelled: [],
}

function optionsFor(news: News, { answer }: Hearing, taps: HearingTaps): Option[] {
  const commands: readonly FirmTap[] =
    answer === 'suits' ? COMMANDS[news].filter((one) => one !== 'suits') : COMMANDS[news]
  return commands.map((command) => ({
    label: { key: `hearing.button.${command}` },
    token: taps.member(command),
    ...(command === 'suits' ? { style: 'primary' as const } : {}),
  }))
}
