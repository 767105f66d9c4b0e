import Fastify from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { answerWithProblems } from '#bot/http/problem.ts'
import { type WebhookOptions, webhooks } from '#bot/http/webhooks.ts'
import { createLog } from '#bot/log.ts'

type Own = NonNullable<Awaited<ReturnType<WebhookOptions['lineOf']>>>

/** Takes everything for genuine, and nothing of it for news. */
const KUJI = {
  adapter: { platform: 'line', verify: () => ({ kind: 'genuine' }), decode: () => [] },
  hear: async () => {},
}

async function openDoor() {
  const asked: string[] = []
  let now = 0
  const server = Fastify()
  onTestFinished(() => server.close())
  const log = createLog({ level: 'silent' })
  answerWithProblems(server, log)
  await webhooks(server, {
    ...{ line: undefined, slack: undefined, discord: undefined, log },
    lineOf: async (id) => {
      asked.push(id)
      return id === 'account_kuji' ? (KUJI as unknown as Own) : undefined
    },
    slackOf: async (id) => void asked.push(id),
    wallNow: () => now,
    metrics: {} as WebhookOptions['metrics'],
  })
  const tell = async (id: string, platform = 'line'): Promise<number> =>
    (await server.inject({ method: 'POST', url: `/webhooks/${platform}/${id}`, body: '{}' })).statusCode
  return { asked, tell, pass: (ms: number) => (now += ms) }
}

test('whoever asks for accounts that there are not costs the database no more than a few looks a minute', async () => {
  const { asked, tell, pass } = await openDoor()
  const answers: number[] = []
  for (let place = 0; place < 50; place++)
    answers.push(await tell(`account_${place}`, place % 2 === 0 ? 'line' : 'slack'))
  expect(answers.filter((status) => status === 404)).toHaveLength(asked.length)
  expect(answers.filter((status) => status === 429)).toHaveLength(50 - asked.length)
  expect(asked.length).toBe(20)
  pass(60_000)
  expect(await tell('account_51')).toBe(404)
})

test('an account that was heard before is heard however many others are asked for', async () => {
  const { tell } = await openDoor()
  expect(await tell('account_kuji')).toBe(200)
  for (let place = 0; place < 50; place++) await tell(`account_${place}`)
  for (let place = 0; place < 50; place++) expect(await tell('account_kuji')).toBe(200)
})
