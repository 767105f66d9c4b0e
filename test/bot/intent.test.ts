import { describe, expect, test } from 'vitest'
import type { Content, Incoming } from '#adapters/adapter.ts'
import { intentOf, sayToken } from '#bot/converse/intent.ts'
import { type ChatState, NEW_CHAT } from '#engine/chat.ts'
import type { Enrolment } from '#engine/enrolment.ts'

const ja = { locale: 'ja', timezone: 'Asia/Tokyo' }
const from = (content: Content, chat: Incoming['chat'] = { kind: 'direct', id: 'U-sasaki' }): Incoming => ({
  platform: 'line',
  account: 'otasuke',
  eventId: 'event-1',
  userId: 'U-sasaki',
  chat,
  at: 0,
  content,
})
const typed = (text: string): Content => ({ type: 'text', text, messageId: 'm-1' })

const meant = (text: string) => intentOf(from({ type: 'command', word: '/otasuke', text }), NEW_CHAT, ja)
/** Whoever types what is no command is told how it works. */
const USAGE = { kind: 'join-command' }

const noticeAsked: ChatState = {
  ...NEW_CHAT,
  question: {
    asked: { key: 'notice.fallback', params: { title: '題名' } },
    askedAt: 0,
    options: (['done', 'cannot', 'busy', 'what'] as const).map((answer) => ({
      label: { key: `notice.answer.${answer}` },
      token: `token-${answer}`,
    })),
  },
}
const laterAsked: ChatState = {
  ...NEW_CHAT,
  question: {
    asked: { key: 'notice.reply.later' },
    askedAt: 0,
    options: (['hour', 'evening', 'morning'] as const).map((hour) => ({
      label: { key: `notice.later.${hour}` },
      token: `token-${hour}`,
    })),
  },
}
const enrolling = (step: Enrolment['step']): ChatState => ({
  ...NEW_CHAT,
  enrolment: {
    step,
    invitation: {
      inviteId: 'i',
      regionId: 'r',
      regionName: '岩手',
      firmId: 'f',
      firmName: '佐々木水産',
      role: 'owner',
      vendorId: null,
      expiresAt: 1,
    },
  },
})

describe('typed on a telephone', () => {
  test.each([
    ['診断', NEW_CHAT, { kind: 'questionnaire', questionnaire: 'office', isAnew: false }],
    ['ファイルが開けない、お金を払えと出ている', NEW_CHAT, { kind: 'word', word: 'emergency' }],
    ['ファイルが開けない（パスワードを忘れた）', NEW_CHAT, { kind: 'file-closed' }],
    ['身代金を払えと出ている', noticeAsked, { kind: 'word', word: 'emergency' }],
    ['保険は必ず出る？', NEW_CHAT, { kind: 'word', word: 'insurance' }],
    ['アンケート', NEW_CHAT, { kind: 'questionnaire', questionnaire: 'survey', isAnew: false }],
    ['アンケート K7Q2-ABCD', NEW_CHAT, { kind: 'code', code: 'K7Q2ABCD' }],
    ['ｱﾝｹｰﾄ k7q2 abcd', noticeAsked, { kind: 'code', code: 'K7Q2ABCD' }],
    ['survey K7Q2-ABCD', enrolling('consent'), { kind: 'code', code: 'K7Q2ABCD' }],
    ['相談', NEW_CHAT, { kind: 'word', word: 'consult' }],
    ['状況', NEW_CHAT, { kind: 'word', word: 'status' }],
    ['機器', NEW_CHAT, { kind: 'word', word: 'assets' }],
    ['レポート', NEW_CHAT, { kind: 'word', word: 'report' }],
    ['ﾚﾎﾟｰﾄ', NEW_CHAT, { kind: 'word', word: 'report' }],
    ['ヘルプ！', NEW_CHAT, { kind: 'word', word: 'help' }],
    ['？', NEW_CHAT, { kind: 'word', word: 'help' }],
    ['abcd-2345', NEW_CHAT, { kind: 'code', code: 'ABCD2345' }],
    ['こんにちは', NEW_CHAT, { kind: 'chatter', text: 'こんにちは' }],
    ['はい', NEW_CHAT, { kind: 'chatter', text: 'はい' }],
    ['1', NEW_CHAT, { kind: 'chatter', text: '1' }],
    ['はい', enrolling('confirm'), { kind: 'enrolment-reply', reply: 'yes' }],
    ['ちがいます', enrolling('confirm'), { kind: 'enrolment-reply', reply: 'no' }],
    ['２', enrolling('confirm'), { kind: 'enrolment-reply', reply: 'no' }],
    ['さあ', enrolling('confirm'), { kind: 'enrolment-reply', reply: 'other' }],
    ['同意します。', enrolling('consent'), { kind: 'enrolment-reply', reply: 'agree' }],
    ['1', enrolling('consent'), { kind: 'enrolment-reply', reply: 'agree' }],
    ['やめる', enrolling('consent'), { kind: 'enrolment-reply', reply: 'decline' }],
    ['wxyz-6789', enrolling('consent'), { kind: 'code', code: 'WXYZ6789' }],
    ['相談', enrolling('consent'), { kind: 'word', word: 'consult' }],
    ['できました', noticeAsked, { kind: 'tap', token: 'token-done' }],
    ['できない', noticeAsked, { kind: 'tap', token: 'token-cannot' }],
    ['いそがしい', noticeAsked, { kind: 'tap', token: 'token-busy' }],
    ['これは？', noticeAsked, { kind: 'tap', token: 'token-what' }],
    ['４', noticeAsked, { kind: 'tap', token: 'token-what' }],
    ['二', noticeAsked, { kind: 'tap', token: 'token-cannot' }],
    ['相談', noticeAsked, { kind: 'word', word: 'consult' }],
    ['あした', laterAsked, { kind: 'tap', token: 'token-morning' }],
    ['2', laterAsked, { kind: 'tap', token: 'token-evening' }],
  ] as const)('%s', (text, state, expected) => {
    expect(intentOf(from(typed(text)), state, ja)).toEqual(expected)
  })

  test('in English, too', () => {
    const en = { locale: 'en', timezone: 'Asia/Tokyo' }
    expect(intentOf(from(typed("I can't")), noticeAsked, en)).toEqual({ kind: 'tap', token: 'token-cannot' })
    expect(intentOf(from(typed('Status')), NEW_CHAT, en)).toEqual({ kind: 'word', word: 'status' })
  })
})

describe('everything else', () => {
  test.each<[Content, object]>([
    [
      { type: 'tap', token: 'opaque', messageId: 'm' },
      { kind: 'tap', token: 'opaque' },
    ],
    [
      { type: 'tap', token: sayToken('yes'), messageId: 'm' },
      { kind: 'enrolment-reply', reply: 'yes' },
    ],
    [
      { type: 'tap', token: sayToken('status', 'firm_1'), messageId: 'm' },
      { kind: 'word', word: 'status', firm: 'firm_1' },
    ],
    [{ type: 'tap', token: 'say:hello', messageId: 'm' }, { kind: 'nothing' }],
    [
      { type: 'form-submitted', token: 't', viewId: 'v', values: { title: '題' } },
      { kind: 'tap', token: 't', values: { title: '題' } },
    ],
    [{ type: 'form-changed', token: 't', viewId: 'v', values: {} }, { kind: 'nothing' }],
    [{ type: 'command', word: '/otasuke', text: '一覧' }, { kind: 'queue' }],
    [{ type: 'command', word: '/otasuke', text: '' }, { kind: 'join-command' }],
    [
      { type: 'media', media: 'sticker', messageId: 'm' },
      { kind: 'media', media: 'sticker' },
    ],
    [
      { type: 'unsent', messageId: 'm' },
      { kind: 'unsent', messageId: 'm' },
    ],
    [{ type: 'left' }, { kind: 'left' }],
    [
      { type: 'joined', isReturning: true },
      { kind: 'joined', isReturning: true },
    ],
    [{ type: 'other', name: 'reaction_added' }, { kind: 'nothing' }],
  ])('%j', (content, expected) => {
    expect(intentOf(from(content), NEW_CHAT, ja)).toEqual(expected)
  })

  test('talk in a channel is none of our business', () => {
    const channel = { kind: 'channel', id: 'C-analysts' } as const
    expect(intentOf(from(typed('状況'), channel), NEW_CHAT, ja)).toEqual({ kind: 'nothing' })
  })
})

describe('behind /otasuke', () => {
  const firm = '佐々木水産'
  const filled = (questionnaire: string) => ({ kind: 'fill', questionnaire, firm })

  test.each([
    ['一覧 いちらん 案件 queue list', { kind: 'queue' }, undefined],
    ['統計 とうけい statistics', { kind: 'statistics' }, undefined],
    ['注意報 ちゅういほう warning warn', { kind: 'warn' }, undefined],
    ['予定 よてい schedule', { kind: 'schedule', day: undefined }, { kind: 'schedule', day: firm }],
    ['状況 監視 status', { kind: 'staff-word', word: 'status' }, { kind: 'staff-word', word: 'status', firm }],
    [
      '機器 device devices assets',
      { kind: 'staff-word', word: 'assets' },
      { kind: 'staff-word', word: 'assets', firm },
    ],
    ['相談 consult', { kind: 'staff-word', word: 'consult' }, undefined],
    ['レポート report reports', { kind: 'staff-word', word: 'report' }, undefined],
    ['ヘルプ 使い方 help ? ？', { kind: 'staff-word', word: 'help' }, undefined],
    ['診断 diagnosis', { kind: 'staff-word', word: 'diagnosis' }, filled('office')],
    ['設置 setup', undefined, filled('setup')],
    ['アンケート survey', undefined, filled('survey')],
    ['星 star', undefined, { kind: 'star', firm }],
    ['ヒアリング hearing', undefined, { kind: 'hearing', firm }],
    ['お届け order', undefined, { kind: 'order', firm }],
    ['つなぎ方 wiring', undefined, { kind: 'wiring', firm }],
    ['事例 example', undefined, { kind: 'example', firm }],
    ['当番 とうばん rota', { kind: 'rota', act: { kind: 'show' } }, { kind: 'rota', act: { kind: 'unread' } }],
    ['電話 phone call メール mail e-mail', { kind: 'call' }, { kind: 'call' }],
    ['参加 さんか join 一覧表 constructor', undefined, undefined],
  ])('%s: alone, and with what stands behind it', (words, alone, behind) => {
    for (const word of words.split(' ')) {
      expect(meant(word), word).toEqual(alone ?? USAGE)
      expect(meant(`${word} ${firm}`), word).toEqual(behind ?? USAGE)
    }
  })

  test.each([
    [' Queue ', { kind: 'queue' }],
    ['ｓｕｒｖｅｙ　Kesen', { kind: 'fill', questionnaire: 'survey', firm: 'Kesen' }],
    ['星  ', USAGE],
    ['参加 ABCD-2345', { kind: 'code', code: 'ABCD2345' }],
    ['join　ａｂｃｄ２３４５', { kind: 'code', code: 'ABCD2345' }],
    [`予定 ${'1'.repeat(40)}`, { kind: 'schedule', day: '1'.repeat(40) }],
    [`予定 ${'1'.repeat(41)}`, USAGE],
  ])('%j', (text, expected) => {
    expect(meant(text)).toEqual(expected)
  })
})

test('a button’s token stays within its 40 characters', () => {
  expect(sayToken('diagnosis', `firm_${'0'.repeat(26)}`).length).toBeLessThanOrEqual(40)
})
