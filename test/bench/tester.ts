import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Locator, type Page } from 'playwright-core'
import { joins, phoneOn, press, takesPhone, types } from '../browser/people.ts'
import { ready } from './program.ts'

/** Somebody in no hurry: their reading, tapping and typing are worked out from what is shown, not waited for. */
const PACE = { readsPerMs: 500 / 60_000, typesPerMs: 2 / 1_000, tapMs: 1_200 }
const WAYS = { taps: '佐々木', types: '菊池' } as const
export type Way = keyof typeof WAYS

export interface TesterFigures {
  way: Way
  /** The 25 items alone, and all from 「診断」 to the result. */
  itemsMinutes: number
  wholeMinutes: number
  turns: number
  /** From what somebody did until the page showed what was said to it: measured. */
  p50: number
  max: number
}

/** The diagnosis at the page, each way by a person of another firm; undefined without a browser. */
export async function measureTesters(port: number): Promise<TesterFigures[] | undefined> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
  if (!existsSync(executablePath)) return undefined
  const playground = await startPlayground(port)
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'ja-JP' })
    await page.goto(playground.url)
    return [await tested(page, 'taps'), await tested(page, 'types')]
  } finally {
    await browser.close()
    await playground.stop()
  }
}

interface Turn {
  isItem: boolean
  paceMs: number
  latencyMs: number
}

const TURNS_MAX = 100

async function tested(page: Page, way: Way): Promise<TesterFigures> {
  await joins(page, WAYS[way])
  await takesPhone(page, WAYS[way])
  const phone = phoneOn(page)
  const turns: Turn[] = []
  let shown = ''
  let wish: Wish = { typed: '診断' }
  while (!shown.includes('点でした')) {
    if (turns.length > TURNS_MAX) throw new Error(`no result after ${TURNS_MAX} turns: ${shown}`)
    const paceMs = shown.replaceAll(/\s/g, '').length / PACE.readsPerMs + handsMs(wish)
    const isItem = /\d+\/25\n/.test(shown)
    turns.push({ isItem, paceMs, latencyMs: await answered(phone, wish) })
    shown = await newsOn(phone)
    wish = await wishOf(phone, shown, way, turns.length)
  }
  const latencies = turns.map(({ latencyMs }) => latencyMs).toSorted((a, b) => a - b)
  return {
    way,
    itemsMinutes: minutesOf(turns.filter(({ isItem }) => isItem)),
    wholeMinutes: minutesOf(turns),
    turns: turns.length,
    p50: latencies[Math.floor(latencies.length / 2)] ?? 0,
    max: latencies.at(-1) ?? 0,
  }
}

const minutesOf = (turns: readonly Turn[]): number =>
  turns.reduce((ms, { paceMs, latencyMs }) => ms + paceMs + latencyMs, 0) / 60_000

type Wish = { typed: string } | { tapped: string }

/** What is typed is sent by a tap. */
const handsMs = (wish: Wish): number =>
  'typed' in wish ? wish.typed.length / PACE.typesPerMs + PACE.tapMs : PACE.tapMs

/** Acts, and waits until the page shows what was said to it. */
async function answered(phone: Locator, wish: Wish): Promise<number> {
  const items = phone.locator('.line-item')
  const place = await items.count()
  const began = performance.now()
  if ('typed' in wish) await types(phone, wish.typed)
  else await press(phone, wish.tapped)
  await items.nth(place + 1).waitFor()
  return performance.now() - began
}

/** All that is there to be read since somebody last did something; buttons whose words stand in it are not read again. */
async function newsOn(phone: Locator): Promise<string> {
  const said = await phone.locator('.line-item').evaluateAll((items) => {
    const own = items.findLastIndex((item) => item.classList.contains('mine'))
    return items.slice(own + 1).map((item) => item.querySelector<HTMLElement>('.line-what')?.innerText ?? '')
  })
  const words = said.join('\n')
  return [words, ...(await labelsOn(phone)).filter((label) => !words.includes(label))].join('\n')
}

const labelsOn = (phone: Locator): Promise<string[]> =>
  phone.getByRole('group', { name: '返事の候補' }).getByRole('button').allTextContents()

const DONE = 'これでよい'
const COMMANDS = ['あとで', '戻る', 'これは？', DONE]

/** Answers of every kind: a button, or the number that stands before its words. Where words are asked for, both ways type. */
async function wishOf(phone: Locator, shown: string, way: Way, turn: number): Promise<Wish> {
  const labels = await labelsOn(phone)
  const choices = labels.filter((label) => !COMMANDS.includes(label))
  const place = turn % Math.min(3, choices.length)
  const choice = choices[place]
  if (choice === undefined) return { typed: '佐々木' }
  const isOfSeveral = shown.includes('いくつでも')
  if (way === 'taps') return { tapped: isOfSeveral && labels.includes(DONE) ? DONE : choice }
  return { typed: isOfSeveral ? '1と2' : String(place + 1) }
}

/** The program as somebody starts it to look at it. */
async function startPlayground(port: number): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'otasuke-tester-'))
  const url = `http://127.0.0.1:${port}`
  const env = { PATH: process.env.PATH, PORT: String(port), DATA_DIR: dataDir, PLAYGROUND: '1', LOG_LEVEL: 'fatal' }
  const child = spawn(process.execPath, ['bot/main.ts'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await ready(url, child)
  return {
    url,
    async stop() {
      child.kill('SIGTERM')
      await ended
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
