import { App, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { known, type Stage, setStage } from './stage.ts'

let stage: Stage
const heard: string[] = []
beforeEach(async () => {
  heard.length = 0
  stage = await setStage()
})
afterEach(() => stage.strike())

/** The real Bolt in Socket Mode, as an installation without a public address runs it. */
function socketApp({ playground }: Stage): App {
  const clientOptions = { slackApiUrl: playground.slack.apiUrl }
  const receiver = new SocketModeReceiver({
    appToken: playground.slack.appToken,
    installerOptions: { clientOptions },
    logLevel: LogLevel.ERROR,
  })
  const made = new App({ token: playground.slack.botToken, receiver, clientOptions, logLevel: LogLevel.ERROR })
  made.message(async ({ message }) => void heard.push('text' in message ? String(message.text) : ''))
  made.action('claim', async ({ ack, body, client, action }) => {
    await ack()
    if (body.type !== 'block_actions' || action.type !== 'button') return
    const blocks = [
      {
        type: 'input',
        block_id: 'b',
        label: { type: 'plain_text', text: '題' },
        element: { type: 'plain_text_input', action_id: 'x' },
      },
    ]
    const view = {
      type: 'modal',
      callback_id: 'form',
      title: { type: 'plain_text', text: '通報' },
      submit: { type: 'plain_text', text: '送る' },
      blocks,
    } as const
    await client.apiCall('views.open', { trigger_id: body.trigger_id, view })
    heard.push(`pressed ${action.value}`)
  })
  made.view('form', async ({ ack }) => ack({ response_action: 'errors', errors: { b: '難しい言葉です' } }))
  made.command('/otasuke', async ({ ack }) => ack('はい'))
  return made
}

test('over the socket: events, presses, modals with field errors, commands', async () => {
  const app = socketApp(stage)
  await app.start()
  await stage.control.until(() => stage.control.slack.socketCount() === 1)
  const { ono } = stage.people
  const channel = stage.channels.analysts
  expect(await stage.control.slack.post(ono, { channel, text: '見ます' })).toMatchObject({ webhookStatus: 200 })
  const blocks = [
    {
      type: 'actions',
      elements: [
        { type: 'button', action_id: 'claim', value: 'token-1', text: { type: 'plain_text', text: '引き受ける' } },
      ],
    },
  ]
  const { ts } = await stage.slack.chat.postMessage({ channel, text: '案件', blocks })
  await stage.control.slack.press(ono, { channel, ts: String(ts), actionId: 'claim' })
  const view = await stage.control.until(() => stage.control.slack.views(ono)[0])
  const submitted = await stage.control.slack.submit(ono, { viewId: view.id, values: { b: { x: 'C2' } } })
  expect(submitted).toMatchObject({ responseAction: 'errors', errors: { b: '難しい言葉です' } })
  await stage.control.slack.command(ono, { command: '/otasuke', channel })
  expect(stage.control.slack.messages(channel).at(-1)).toMatchObject({ text: 'はい', ephemeralTo: ono })
  expect(heard).toEqual(expect.arrayContaining(['見ます', 'pressed token-1']))
  expect(stage.heard).toEqual([])
  await app.stop()
})

test('an app token opens sockets and posts nothing; a bot token the reverse', async () => {
  const { appToken, apiUrl } = stage.playground.slack
  const call = async (method: string, token: string) => {
    const answer = await fetch(`${apiUrl}${method}`, { method: 'POST', headers: { authorization: `Bearer ${token}` } })
    return (await answer.json()) as { ok: boolean; error?: string }
  }
  expect(await call('chat.postMessage', appToken)).toMatchObject({ ok: false, error: 'not_allowed_token_type' })
  expect(await call('apps.connections.open', stage.playground.slack.botToken)).toMatchObject({
    ok: false,
    error: 'not_allowed_token_type',
  })
  expect(await call('apps.connections.open', appToken)).toMatchObject({ ok: true })
})

test('a socket that drops leaves the event unanswered, and HTTP takes over', async () => {
  const { apiUrl, appToken } = stage.playground.slack
  const opened = await fetch(`${apiUrl}apps.connections.open`, {
    method: 'POST',
    headers: { authorization: `Bearer ${appToken}` },
  })
  const { url } = (await opened.json()) as { url: string }
  const socket = new WebSocket(url)
  const hello = await new Promise<MessageEvent>((resolve) =>
    socket.addEventListener('message', resolve, { once: true }),
  )
  expect(JSON.parse(String(hello.data))).toMatchObject({ type: 'hello', num_connections: 1 })
  const envelope = new Promise<MessageEvent>((resolve) => socket.addEventListener('message', resolve, { once: true }))
  const posted = stage.control.slack.post(stage.people.ono, { channel: 'desk', text: '一' })
  expect(JSON.parse(String((await envelope).data))).toMatchObject({
    type: 'events_api',
    envelope_id: expect.any(String),
    payload: { event: { text: '一' } },
  })
  stage.control.slack.disconnectSockets('drop')
  expect(await posted).toMatchObject({ webhookStatus: null })
  await stage.control.settled()
  expect(stage.slackEvents()).toMatchObject([{ event: { text: '一' } }])
  expect(known(stage.heard[0]).headers['x-slack-retry-num']).toBe('1')
})
