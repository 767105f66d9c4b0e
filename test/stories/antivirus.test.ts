import { expect, it } from 'vitest'
import { HOUR } from '../support/events.ts'
import { eveLease } from '../support/sensor-lines.ts'
import { DAY } from './notified.ts'
import { sends } from './sends.ts'
import { openStory } from './world.ts'

it('the antivirus of a PC is asked in one tap after whose it is, and whoever uses it hears before it ends (R-121)', async () => {
  const story = await openStory({ startsAt: '2026-11-24T10:00:00+09:00' })
  const { line, clock, admin, firmId, pass } = story
  await line.enrol('佐々木', 'owner')
  await line.enrol('千葉', 'worker')
  const lease = { ip: '192.168.1.23', mac: '00:50:56:aa:bb:01', name: 'DESKTOP-7Q12ABC' }
  await sends(story, eveLease({ at: clock.now() - HOUR, ...lease }))
  const chiba = (): string => line.hears('千葉').join('\n')
  await line.says('千葉', '機器')
  await line.says('千葉', '1')
  await line.taps('千葉', 'わたしの')
  await line.says('千葉', '総務の机')
  expect(chiba()).toContain('千葉さんのパソコン（総務の机）には、ウイルス対策ソフトが入っていますか。')
  await line.taps('千葉', '買ったもの')
  expect(chiba()).toContain('いつまで使えますか')
  await line.says('千葉', 'そのうち')
  expect(chiba()).toContain('その日付は読めませんでした')
  await line.says('千葉', '２０２７年１月３１日')
  expect(chiba()).toContain('のウイルス対策を書きました')
  const listed = async () => (await admin('GET', `/assets?firmId=${firmId}`)).body.items[0]
  expect(await listed()).toMatchObject({ antivirus: 'bought', antivirusUntil: '2027-01-31' })
  await line.says('千葉', '機器')
  await line.says('千葉', '1')
  expect(chiba()).toContain('ウイルス対策：買ったもの（2027年1月31日まで）')

  line.hears('佐々木')
  await pass(37 * DAY)
  expect(chiba()).not.toContain('切れます')
  await pass(2 * DAY)
  expect(chiba()).toMatch(
    /千葉さんのパソコン（総務の机）のウイルス対策ソフトが、2027年1月31日で切れます[\s\S]*新しい日付/,
  )
  expect(line.hears('佐々木').join()).not.toContain('切れます')
  await line.taps('千葉', 'ウイルス対策')
  await line.taps('千葉', '初めから入っているもの')
  expect(await listed()).toMatchObject({ antivirus: 'built-in', antivirusUntil: null })
  await line.taps('千葉', '取り消す')
  expect(await listed()).toMatchObject({ antivirus: 'bought', antivirusUntil: '2027-01-31' })
}, 120_000)
