import { ndjson } from '../support/eve.ts'
import type { Story } from './world.ts'

/** The firm's sensor sends these lines, and everything that follows from them is done. */
export async function sends(story: Story, lines: readonly string[]): Promise<void> {
  await tells(story, lines)
  await story.settle()
}

/** The firm's sensor sends these lines; what follows from them is still to be done. */
export async function tells({ app, sensorToken }: Story, lines: readonly string[]): Promise<void> {
  const answer = await app.server.inject({
    method: 'POST',
    url: '/sensor/v1/events',
    headers: { authorization: `Bearer ${sensorToken}`, 'content-type': 'application/x-ndjson' },
    payload: ndjson(lines),
  })
  if (answer.statusCode !== 202) throw new Error(answer.body)
}
