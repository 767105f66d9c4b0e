import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { runOtasuke } from '#bot/cli/run.ts'
import { healthPaper } from '#bot/pictures/health-paper.ts'
import { insertDrafts, saveHealthCheck } from '#db/health-checks.ts'
import { healthDraft } from '../../support/health.ts'
import { pagesOf } from '../../support/pdf.ts'
import { ADMIN_TOKEN, type Body, furnishRegion, type Office, sharedOffice } from '../http/office.ts'

const shared = sharedOffice()
const folder = mkdtempSync(join(tmpdir(), 'otasuke-print-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let office: Office
let url = ''
beforeEach(async () => {
  office = shared.it()
  if (url === '') url = await office.server.listen({ port: 0, host: '127.0.0.1' })
})

async function print(argv: string[], { isTTY = false, token = ADMIN_TOKEN } = {}) {
  const [out, err]: [Buffer[], string[]] = [[], []]
  const io = {
    stdin: Readable.from([]),
    stdout: { write: (piece: string | Uint8Array) => out.push(Buffer.from(piece as Uint8Array)) },
    stderr: { write: (text: string) => err.push(text), isTTY },
  }
  const environment = { OTASUKE_URL: url, ADMIN_TOKEN: token, DATA_DIR: folder }
  const code = await runOtasuke(['health-check', 'print', ...argv], io, environment)
  return { code, stdout: Buffer.concat(out), stderr: err.join('') }
}

const by = { personId: 'p1', name: '小野' }

/** Three firms whose month is approved, in the order of the register, one with a draft, and one without any. */
async function region() {
  const { regionId, firmId: without, token } = await furnishRegion(office, '岩手')
  const made = async (name: string): Promise<string> => (await office.made('/firms', { regionId, name })).id
  const firms = {
    third: await made('C 水産'),
    first: await made('A 水産'),
    draft: await made('B 水産'),
    second: await made('B2 水産'),
  }
  await office.db.transaction({ kind: 'region', regionId }, async (tx) => {
    for (const [name, firmId] of Object.entries(firms)) {
      const check = healthDraft({ id: `health_${firmId}`, regionId, firmId })
      await insertDrafts(tx, [check])
      if (name !== 'draft') await saveHealthCheck(tx, { ...check, state: 'approved', approvedBy: by, approvedAt: 4 })
    }
  })
  return { regionId, without, firms, token }
}

/** What is drawn on the paper of one firm, as it lies in any PDF that has it. */
async function drawn(firmId: string): Promise<Buffer> {
  const { sheet } = (await office.get(`/health-checks/health_${firmId}/sheet`)).body
  const paper = Buffer.from(await healthPaper(sheet))
  const begins = paper.indexOf('stream\n')
  return paper.subarray(begins, paper.indexOf('endstream'))
}

const looks = async (firmId: string, through = 'GET /health-checks/:id/sheet'): Promise<Body[]> =>
  (await office.get(`/audit?firmId=${firmId}&limit=200`)).body.items
    .filter(({ what, params }: Body) => what === 'looked-at' && params.through === through)
    .map(({ actor, subject }: Body) => [actor, subject])

/** Every object lies where the table says, nothing names one that is not there, and each page hangs on the one tree. */
function expectWhole(pdf: Buffer): void {
  const text = pdf.toString('latin1')
  const table = text.slice(Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]))
  const places = [...table.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, place]) => Number(place))
  for (const [at, place] of places.entries())
    expect(text.slice(place, place + 20)).toMatch(new RegExp(`^${at + 1} 0 obj\n`))
  const dictionaries = text.replace(/\nstream\n[\s\S]*?\nendstream/g, '')
  const named = [...dictionaries.matchAll(/\b(\d+) 0 R\b/g)].map(([, number]) => Number(number))
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((number) => number < 1 || number > places.length)).toEqual([])
  const [, tree] = /\/Type \/Catalog \/Pages (\d+) 0 R/.exec(dictionaries) ?? []
  const parents = [...dictionaries.matchAll(/\/Parent (\d+) 0 R/g)].map(([, parent]) => parent)
  expect(parents).toEqual(Array(pagesOf(pdf)).fill(tree))
}

describe('otasuke health-check print', () => {
  it('binds the approved ones in the order of the register, names the others, and each look is kept', async () => {
    const { regionId, firms, without } = await region()
    const file = join(folder, 'all.pdf')
    const month = ['--region', regionId, '--month', '2026-11']
    const said = await print([file, ...month])
    expect(said).toMatchObject({ code: 0, stdout: Buffer.alloc(0) })
    expect(said.stderr).toBe(`not printed, since nobody has approved them yet: B 水産\nsheets printed to ${file}: 3\n`)
    const pdf = readFileSync(file)
    expect(readdirSync(folder)).toEqual(['all.pdf'])
    expect(pagesOf(pdf)).toBe(3)
    expectWhole(pdf)
    for (const firmId of [firms.first, firms.second, firms.third])
      expect(await looks(firmId)).toEqual([['operator', `health-report:${firmId}`]])
    expect(await looks(firms.draft)).toEqual([])
    const places = []
    for (const firmId of [firms.first, firms.second, firms.third]) places.push(pdf.indexOf(await drawn(firmId)))
    expect(places[0]).toBeGreaterThan(0)
    expect(places).toEqual(places.toSorted((one, other) => one - other))

    // Only those that were named, to a pipe; a person sees how far it is.
    const some = await print(['-', ...month, '--firm', firms.third, '--firm', without], { isTTY: true })
    expect(some.code).toBe(0)
    // Nobody's but theirs were looked at for it.
    expect(await looks(firms.third, 'GET /health-checks')).toHaveLength(2)
    expect(await looks(firms.first, 'GET /health-checks')).toHaveLength(1)
    expect(pagesOf(some.stdout)).toBe(1)
    expect(some.stdout.indexOf(await drawn(firms.third))).toBeGreaterThan(0)
    expect(some.stderr).toContain(`not printed, since there is none of 2026-11: ${without}\n`)
    expect(some.stderr).toMatch(/sheet 1 of 1\r.*sheets printed to standard output: 1\n$/)
  })

  it('leaves no file where there is nothing to print, where one cannot be written, and without a right', async () => {
    const { regionId, firms, token } = await region()
    const month = ['--region', regionId, '--month', '2026-11']
    const file = join(folder, 'none.pdf')
    const none = await print([file, ...month, '--firm', firms.draft])
    expect(none).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/B 水産\n.*there is no approved health check/),
    })
    expect((await print([file, '--region', regionId])).code).toBe(64)
    expect((await print([join(folder, 'nowhere', 'x.pdf'), ...month])).code).toBe(73)
    mkdirSync(join(folder, 'none-folder'))
    expect(await print([join(folder, 'none-folder'), ...month])).toMatchObject({
      code: 73,
      stderr: expect.stringContaining('is a folder'),
    })
    // A chamber has what firms have shown to it, and that is nothing yet.
    expect((await print([file, ...month], { token })).code).toBe(1)
    const { status } = await office.get(`/health-checks/health_${firms.first}/sheet`, { token })
    expect(status).toBe(404)
    expect((await office.get(`/health-checks/health_${firms.draft}/sheet`)).status).toBe(409)
    expect(readdirSync(folder).filter((name) => name.startsWith('none'))).toEqual(['none-folder'])
  })
})
