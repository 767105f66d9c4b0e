import { codeIn } from '#engine/enrolment.ts'
import { callMeant } from '../consultation/call-command.ts'
import type { MenuWord } from '../pictures/menu.ts'
import { FORM_WORDS, RECRUITING_FORMS, type RecruitingForm } from '../recruiting/commands.ts'
import { type RotaIntent, rotaMeant } from '../rota/command.ts'

/** What the desk fills for a firm. */
export type DeskForm = 'office' | 'setup' | 'survey'

/** What is asked by `/otasuke …` in Slack. */
export type StaffCommand =
  | { kind: 'queue' }
  | { kind: 'statistics' }
  /** How far the programme is. */
  | { kind: 'stage' }
  | { kind: 'warn' }
  /** Invoices that wait for their money. */
  | { kind: 'unpaid' }
  | { kind: 'console' }
  | { kind: 'schedule'; day: string | undefined }
  /** The menu's words, asked by the staff. */
  | { kind: 'staff-word'; word: MenuWord; firm?: string }
  /** The desk fills it while they talk, or puts it right after somebody has looked. */
  | { kind: 'fill'; questionnaire: DeskForm; firm: string }
  | { kind: 'star' | 'hearing' | 'order' | 'wiring' | 'boxes' | 'example'; firm: string }
  /** The form was opened inside the call. */
  | { kind: 'recruiting-form'; form: RecruitingForm }
  | { kind: 'code'; code: string }
  /** The form was opened inside the call. */
  | { kind: 'call' }
  | RotaIntent

interface Row {
  /** Each of them begins this command and no other. */
  words: string
  alone?: StaffCommand
  /** With what stands behind the word. */
  about?: (rest: string) => StaffCommand | undefined
}

const menu = (word: MenuWord): StaffCommand => ({ kind: 'staff-word', word })
const menuOf =
  (word: MenuWord) =>
  (firm: string): StaffCommand => ({ kind: 'staff-word', word, firm })
const fill =
  (questionnaire: DeskForm) =>
  (firm: string): StaffCommand => ({ kind: 'fill', questionnaire, firm })

const ROWS: readonly Row[] = [
  { words: '一覧 いちらん 案件 queue list', alone: { kind: 'queue' } },
  { words: '統計 とうけい statistics', alone: { kind: 'statistics' } },
  { words: '請求 請求書 未払い invoices unpaid', alone: { kind: 'unpaid' } },
  { words: '段階 いまどの段階 いまどの段階? stage', alone: { kind: 'stage' } },
  { words: '注意報 ちゅういほう warning warn', alone: { kind: 'warn' } },
  { words: '画面 がめん console', alone: { kind: 'console' } },
  { words: '予定 よてい schedule', alone: { kind: 'schedule', day: undefined }, about: scheduleOf },
  { words: '状況 監視 status', alone: menu('status'), about: menuOf('status') },
  { words: '機器 device devices assets', alone: menu('assets'), about: menuOf('assets') },
  { words: '相談 consult', alone: menu('consult') },
  { words: 'レポート report reports', alone: menu('report') },
  { words: 'ヘルプ 使い方 help ?', alone: menu('help') },
  { words: '診断 diagnosis', alone: menu('diagnosis'), about: fill('office') },
  { words: '設置 setup', about: fill('setup') },
  { words: 'アンケート survey', about: fill('survey') },
  { words: '星 star', about: (firm) => ({ kind: 'star', firm }) },
  { words: 'ヒアリング hearing', about: (firm) => ({ kind: 'hearing', firm }) },
  { words: 'お届け order', about: (firm) => ({ kind: 'order', firm }) },
  { words: 'つなぎ方 wiring', about: (firm) => ({ kind: 'wiring', firm }) },
  { words: '失効 revoke', about: (firm) => ({ kind: 'boxes', firm }) },
  { words: '事例 example', about: (firm) => ({ kind: 'example', firm }) },
  ...RECRUITING_FORMS.map((form): Row => ({ words: FORM_WORDS[form], alone: { kind: 'recruiting-form', form } })),
  { words: '参加 さんか join', about: joining },
]
const ROW_OF = new Map(ROWS.flatMap((row) => row.words.split(' ').map((word) => [word, row] as const)))

/** `/otasuke 参加 ABCD-2345`, `/otasuke join abcd2345`, `/otasuke 一覧`. A rota and a call are read by rows of their own. */
export function staffCommandMeant(typed: string): StaffCommand | undefined {
  if (callMeant(typed)) return { kind: 'call' }
  const rota = rotaMeant(typed)
  if (rota) return rota
  const [, word = '', rest] = /^(\S+)(?:\s+(.+))?$/u.exec(typed.normalize('NFKC').trim()) ?? []
  const row = ROW_OF.get(word.toLowerCase())
  return rest === undefined ? row?.alone : row?.about?.(rest)
}

const DAY_LENGTH_MAX = 40

function scheduleOf(day: string): StaffCommand | undefined {
  return [...day].length > DAY_LENGTH_MAX ? undefined : { kind: 'schedule', day }
}

function joining(typed: string): StaffCommand | undefined {
  const code = codeIn(typed)
  return code === undefined ? undefined : { kind: 'code', code }
}
