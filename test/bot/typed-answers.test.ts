import { describe, expect, it } from 'vitest'
import { OFFICE_3_1 } from '#bot/content/questionnaires/office-3-1.ts'
import { listenerFor } from '#bot/dialogue/listener.ts'
import type { Said } from '#engine/dialogue/exchange.ts'
import type { Value } from '#engine/dialogue/questionnaire.ts'
import { apply, NOT_STARTED, type Session, type SessionEvent } from '#engine/dialogue/session.ts'
import { step } from '#engine/dialogue/step.ts'

const NOW = Date.UTC(2026, 10, 24, 1)
const BY = { personId: 'person_sasaki', name: '佐々木' }
const LISTENER = listenerFor(OFFICE_3_1, { locale: 'ja', timezone: 'Asia/Tokyo' }, NOW)
const happened = (event: object): SessionEvent => ({ ...(event as SessionEvent), at: NOW, by: BY })

/** The diagnosis, with everything before this question answered and this question asked. */
function asked(question: string): Session {
  const items = ['q1', 'q2', 'q3'].filter((id) => id !== question)
  const given: [string, Value][] = [
    ['section', { kind: 'choice', choice: 'office' }],
    ['respondent', { kind: 'choice', choice: 'owner' }],
    ['assets', { kind: 'choices', choices: ['personal'] }],
    ...items.map((id): [string, Value] => [id, { kind: 'choice', choice: 'done' }]),
  ]
  return [
    happened({ kind: 'started', questionnaire: 'office', version: '3.1' }),
    ...given
      .filter(([id]) => id !== question)
      .map(([id, value]) => happened({ kind: 'answered', question: id, value })),
    happened({ kind: 'asked', question }),
  ].reduce(apply, NOT_STARTED)
}

/** What was understood, in a word: the answer, or what was said back first. */
function understood(question: string, typed: string): string {
  const turn = step(OFFICE_3_1, asked(question), { kind: 'typed', text: typed }, BY, LISTENER)
  const value = turn.session.answers[question]?.value
  const answer = turn.events.some((one) => one.kind === 'answered')
  if (answer && value?.kind === 'choice') return value.choice
  if (answer && value?.kind === 'choices') return value.choices.join('+')
  const [said] = turn.says
  return said ? brief(said) : 'nothing'
}

function brief(said: Said): string {
  if (said.kind === 'ask') return `asks ${said.question.id}`
  if (said.kind === 'not-understood') return `kindly ${said.how}`
  if (said.kind === 'refused') return `refused ${said.reason}`
  return said.kind
}

/** One line: what it means, then the ways in which people type it, apart by |. */
const AT_AN_ITEM: readonly [meant: string, typed: string][] = [
  [
    'done',
    '1|１|①|一|1番|１番|1番です|1です|1にします|1でお願いします|1.|１。|「1」|1番目|やっている|やっています|やってる|している|しています|してる|実施している|できている|できています|はい|うん|ええ|やっている。|やっている！|「やっている」| やっている |ばっちり|もちろん',
  ],
  [
    'part',
    '2|２|②|二|2番|２番です|2で|一部|一部だけ|一部やっている|一部している|少し|少しだけ|だいたい|半分|ときどき|たまに|途中',
  ],
  [
    'not',
    '3|３|③|三|3番|３番目|やっていない|やってない|していない|してない|していません|やっていません|まだ|まだです|できていない|できていません|いいえ|いや|ぜんぜん|未実施|ちがう|全然|なし',
  ],
  [
    'unknown',
    '4|４|④|四|4番|分からない|わからない|わかりません|分かりません|わからないです|不明|知らない|さあ|よく分からない|よくわからない',
  ],
  ['asks q3', '戻る|もどる|前に戻る|ひとつ前|一つ前|戻って'],
  [
    'asks q1',
    '1番を直す|１番を直す|1番をなおす|1を直す|①番を直す|一番を直したい|1番を変える|1番を変更|1番の答えを直したい|1番を修正して|問1を直す|Q1を直す|1番に戻る|1番をまちがえた|1番は間違えました',
  ],
  ['asks q2', '2番を直す|２を直す|二番を直す|2番の回答を変更したい'],
  ['no-such-number', '99番を直す|４０番を直す'],
  ['put-off', 'あとで|後で|とばす|飛ばす|スキップ|パス|次|次へ|あとで。'],
  ['paused', 'やめる|やめます|中止|終わる|終了|また今度'],
  ['where', 'いまどこ|いまどこ？|今どこ|今どこ？|あと何問|あといくつ？|進み具合'],
  ['help', 'これは？|これは|これは何？|これなに|どういう意味？|意味が分からない|説明'],
  ['why', 'なぜ聞くの？|なぜ|なぜ？|どうして？|なんで|何のため？|理由'],
  [
    'kindly plain',
    '😀|🙏🙏|5|９|0|10|あああ|？|...|ｗｗｗ|おはようございます|りんご|1番と言われたけど|やっているような気もする',
  ],
  ['refused only-one', '1と2|1,2|やっているとやっていない'],
]

const AT_THE_ASSETS: readonly [meant: string, typed: string][] = [
  ['personal', '1|１|個人の情報|個人情報'],
  [
    'personal+technical',
    '1と2|1,2|１、２|1・2|12|1 2|2と1|1と２|個人の情報と技術・ノウハウ|個人の情報、技術・ノウハウ|個人情報と技術情報',
  ],
  ['personal+entrusted+sales', '1と3と4|1,3,4|134|1、3、4'],
  ['none', '5|特にない|特になし|ない|なし'],
  ['refused not-alone', '1と5|特にないと個人の情報|個人の情報、特にない|15'],
  ['kindly plain', '6|全部大事です、本当に|りんご|😀'],
]

const rows = (question: string, table: readonly [string, string][]) =>
  table.flatMap(([meant, typed]) => typed.split('|').map((one) => [question, one, meant] as const))

describe('what people type in the diagnosis', () => {
  const all = [...rows('q4', AT_AN_ITEM), ...rows('assets', AT_THE_ASSETS)]

  it('is looked at in two hundred ways', () => {
    expect(all.length).toBeGreaterThanOrEqual(200)
  })

  it.each(all)('at %s, %s means %s', (question, typed, meant) => {
    expect(understood(question, typed)).toBe(meant)
  })
})
