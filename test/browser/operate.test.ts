import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { secretsFrom } from '#bot/secrets.ts'
import { ROOT } from '../support/sources.ts'
import { SURROUNDINGS } from '../support/surroundings.ts'
import { hasChromium, openBrowser, openPage, shoot } from './browser.ts'
import { becomes, OWN_TALK, opens, phoneOn, press, reads, sensorOn, slackOn, types } from './people.ts'
import { SECRET_KEY, startProgram } from './program.ts'

const DOCUMENT = readFileSync(join(ROOT, 'docs', 'operate.md'), 'utf8')
const [ENTER = '', LOOK = ''] = [...DOCUMENT.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block)

it.skipIf(!hasChromium)(
  'whoever does what docs/operate.md says has a firm that is watched over (skipped where Chromium is not installed)',
  { timeout: 300_000 },
  async () => {
    const program = await startProgram()
    onTestFinished(program.end)
    const browser = await openBrowser()
    onTestFinished(() => browser.close())
    const page = await openPage(browser, program.url)
    const [phone, slack, sensor, form] = [phoneOn(page), slackOn(page), sensorOn(page), page.getByRole('dialog')]

    const code = typed(program, ENTER).trim().split('\n').at(-1) ?? ''
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)

    await press(page.locator('main'), '人を増やす')
    await page.getByLabel('名前').fill('新沼')
    await press(phone, '増やす')
    await press(phone, '友だちに追加')
    await reads(phone, '受け取った招待コードを送ってください')
    await types(phone, code)
    await press(phone, 'はい')
    await press(phone, '同意する')
    await reads(phone, 'お名前を教えてください')
    await types(phone, '新沼')
    await reads(phone, '新沼 さんですね')

    await becomes(page, '及川（窓口）')
    await opens(slack, /desk/)
    await press(slack, '種類を選ぶ')
    await form.getByLabel('種類').selectOption('オフィス用')
    await press(form, '記録する')
    for (const step of ['ヒアリング済', '接続図を送った']) {
      await press(slack, step)
      await slack.getByRole('button', { name: step, exact: true }).waitFor({ state: 'detached' })
    }
    await press(slack, 'キッティング')
    await opens(slack, OWN_TALK)
    const link = slack.getByRole('link', { name: /キッティング票/ }).last()
    const [order = ''] = /kitting_[0-9a-z]+/.exec((await link.getAttribute('href')) ?? '') ?? []
    await opens(slack, /desk/)
    await press(slack, '発送した')
    await form.getByLabel('運送会社').fill('ヤマト運輸')
    await form.getByLabel('伝票番号').fill('1234-5678-9012')
    await press(form, '記録する')
    await reads(phone, /1234-5678-9012/)

    await sensor.getByText('箱を差し込む').click()
    await sensor.getByLabel('票のコード').fill(secretsFrom(SECRET_KEY).boxCode(order))
    await press(sensor, '電源を入れる')
    await reads(phone, /動きはじめました/)
    for (let times = 1; times <= 2; times++) await press(sensor, '箱と時計を16分進める')
    await reads(phone, /6台が見えています/)
    await reads(phone, /見守りを始めました/)
    await shoot(page, 'operate')
    expect(typed(program, LOOK)).toMatch(/watching[\s\S]*working/)
  },
)

/** In a terminal of its own, in the project's folder. */
function typed({ url, dataDir }: Awaited<ReturnType<typeof startProgram>>, commands: string): string {
  const path = `${join(ROOT, 'node_modules', '.bin')}:${process.env.PATH}`
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-euo', 'pipefail', '-c', commands], {
    ...{ cwd: ROOT, encoding: 'utf8' },
    env: { ...SURROUNDINGS, PATH: path, HOME: dataDir, OTASUKE_URL: url, DATA_DIR: dataDir },
  })
  expect([status, stderr]).toEqual([0, ''])
  return stdout
}
