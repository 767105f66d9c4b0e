import { expect, it } from 'vitest'
import { notify } from './notified.ts'
import { scan } from './scan.ts'
import { openStory } from './world.ts'

/** What an attacker may have chosen as a host's name. */
const NAMES = {
  'a channel call': '<!channel>.evil.example',
  'a mention': '<@U012345> evil.example',
  JSON: '"}],"type":"flex","contents":{"x":"evil.example',
  'marks that turn the writing direction': 'safe\u202Egpj.evil.example\u2066',
  '300 characters': `${'a'.repeat(60)}.`.repeat(5),
  'a link': 'https://evil.example/login?a=1&b=2',
  'NUL and line breaks': 'evil\0.example\nhttps://evil.example',
}

it('whatever a host calls itself is no link and no command, in Slack or on LINE', async () => {
  const story = await openStory()
  const { line, slack, playground } = story
  await line.enrol('佐々木', 'owner')
  for (const [place, counterpart] of Object.values(NAMES).entries()) {
    const device = `192.168.1.${place + 10}`
    await scan(story, { id: `scan-${place}`, device, source: device, target: counterpart })
    await notify(story, 'low')
    const [notice = ''] = line.hears('佐々木')
    const onSlack = [...slack.cards('analysts'), ...slack.cards('desk'), ...slack.thread('analysts')]
    for (const words of [...onSlack, notice]) {
      expect(words).not.toMatch(/https?:\/\/|[\0\u202A-\u202E\u2066-\u2069]|evil\.example|a\.a/)
      expect(words.split('\n').every((text) => text.length < 400)).toBe(true)
    }
    expect(onSlack.join()).not.toMatch(/<[!@#]/)
    expect(notice).toContain('相手の名前：')
    expect(notice).toContain(device)
  }
  expect(playground.control.invariants()).toMatchObject({ ok: true })
})
