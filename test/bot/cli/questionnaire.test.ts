import { Readable } from 'node:stream'
import { describe, expect, test, vi } from 'vitest'
import { runOtasuke } from '#bot/cli/run.ts'
import { ACKNOWLEDGED } from '#bot/content/questionnaires/acknowledged.ts'

async function questionnaire(...argv: string[]) {
  const said = { stdout: '', stderr: '' }
  const to = (name: 'stdout' | 'stderr') => ({ write: (text: string) => (said[name] += text) })
  const io = { stdin: Readable.from([]), stdout: to('stdout'), stderr: to('stderr') }
  const code = await runOtasuke(['questionnaire', ...argv], io, {})
  return { code, ...said }
}

describe('otasuke questionnaire lint', () => {
  test('finds nothing wrong, and still shows what is meant to stay, with its reason', async () => {
    const { code, stdout } = await questionnaire('lint')
    expect(code).toBe(0)
    expect(stdout).toContain('office 3.1: ok')
    expect(stdout).toMatch(/survey 1: ok\n {2}asked-twice s14: asks the same as s12\n {4}meant to stay: .+12.+14/)
  })

  test('of one questionnaire tells of its versions alone', async () => {
    const { stdout } = await questionnaire('lint', 'office')
    expect(stdout).toBe('office 3.1: ok\noffice 4.0-draft: ok\n')
  })

  test('ends with 1 when something is wrong', async () => {
    const [first] = ACKNOWLEDGED
    if (!first) throw new Error('nothing is acknowledged')
    vi.spyOn(first, 'where', 'get').mockReturnValue('s13')
    const { code, stdout } = await questionnaire('lint', 'survey')
    vi.restoreAllMocks()
    expect(code).toBe(1)
    expect(stdout).toContain('survey 1: 2 faults\n  asked-twice s14: asks the same as s12\n')
    expect(stdout).toContain('acknowledged s13: nothing is found any more: asked-twice')
  })

  test('gives the same as JSON', async () => {
    const { items } = JSON.parse((await questionnaire('lint', 'survey', '--json')).stdout)
    const faults = [{ rule: 'asked-twice', where: 's14' }]
    expect(items).toMatchObject([
      { id: 'survey', version: '1', faults },
      { id: 'survey', version: '2', faults },
    ])
  })
})

describe('otasuke questionnaire list', () => {
  test('tells which versions are asked, were asked, or are drafts, and what they can score', async () => {
    const { code, stdout } = await questionnaire('list')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^office +3\.1 +current +firm +42 +100 +[0-9a-f]{12}$/m)
    expect(stdout).toMatch(/^office +4\.0-draft +draft /m)
    expect(stdout).toMatch(/^security-action +5-rules +earlier /m)
    expect(stdout).toMatch(/^telework +1 +current +person +10 +40 /m)
  })

  test('gives the same as JSON', async () => {
    const { items } = JSON.parse((await questionnaire('list', '--json')).stdout)
    expect(items[0]).toMatchObject({ id: 'office', version: '3.1', state: 'current', questions: 42, pointsMax: 100 })
  })
})

describe('otasuke questionnaire show', () => {
  test('reads like the questionnaire: questions, conditions, answers with their points', async () => {
    const { code, stdout } = await questionnaire('show', 'office')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^簡易セキュリティ診断 \(office 3\.1, answered once for the firm\)\n/)
    expect(stdout).toContain('# 基本の守り\n')
    expect(stdout).toMatch(/q9 {2}会社の無線.+\[single, wireless\]\n(.+\n){2} {4}1\. している {2}\(done, 4 points\)\n/)
    expect(stdout).toMatch(/ 5\. 使っていない {2}\(unused, 4 points\)/)
    expect(stdout).toMatch(/5\. 特にない {2}\(none, stands alone\)/)
  })

  test('tells when a question is asked, and what may be typed', async () => {
    const { stdout } = await questionnaire('show', 'security-action', '5-rules')
    expect(stdout).toContain('    if declared is yes\n')
    expect(stdout).toContain('    11 to 11 digits, the first 5\n')
    expect(stdout).not.toContain('r-backups')
    expect((await questionnaire('show', 'setup')).stdout).toContain('    2 to 500 口\n')
  })

  test('speaks the other language when it is asked to', async () => {
    expect((await questionnaire('show', 'office', '--locale', 'en')).stdout).toMatch(/^Security diagnosis /)
  })

  test('gives the data as JSON', async () => {
    const one = JSON.parse((await questionnaire('show', 'operation', '--json')).stdout)
    expect(one).toMatchObject({ id: 'operation', version: '1', sections: [{ id: 'month' }] })
  })
})

describe('what is not understood', () => {
  const refused = async (...argv: string[]): Promise<string> => {
    const { code, stderr, stdout } = await questionnaire(...argv)
    expect([code, stdout]).toEqual([64, ''])
    return stderr
  }

  test.each([
    [['dance'], 'does not know what dance is'],
    [['show'], 'needs an ID'],
    [['show', 'karaoke'], 'there is no questionnaire karaoke, only office, telework'],
    [['show', 'office', '2.0'], 'office has no version 2.0, only 3.1, 4.0-draft'],
    [['show', 'office', '3.1', 'q1'], 'does not know what to do with q1'],
    [['show', 'office', '--locale', 'fr'], '--locale must be ja or en'],
    [['lint', 'office', '3.1'], 'does not know what to do with 3.1'],
    [['list', 'office'], 'does not know what to do with office'],
    [['lint', '--colour'], "Unknown option '--colour'"],
    [[], 'Usage: otasuke questionnaire'],
  ])('%s', async (argv, expected) => {
    expect(await refused(...argv)).toContain(expected)
  })

  test('is explained when it is asked for', async () => {
    const { code, stdout } = await questionnaire('--help')
    expect(code).toBe(0)
    expect(stdout).toContain('Usage: otasuke questionnaire lint [ID] | list | show ID [VERSION]')
  })

  test('and the list of all commands has it', async () => {
    const said = { text: '' }
    const io = {
      stdin: Readable.from([]),
      stdout: { write: (text: string) => (said.text += text) },
      stderr: process.stderr,
    }
    await runOtasuke(['--help'], io, {})
    expect(said.text).toContain('questionnaire lint | list | show')
  })
})
