import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { userWire } from './messages.ts'
import type { DiscordSide } from './side.ts'

const HEARTBEAT_MS = 41_250
const KEPT_EVENTS = 500
/** What an app hears only if it was granted: MESSAGE_CONTENT. */
const MESSAGE_CONTENT = 1 << 15
const GUILD_MESSAGES = 1 << 9
const DIRECT_MESSAGES = 1 << 12
const PRIVILEGED = MESSAGE_CONTENT | (1 << 1) | (1 << 8)

const OP = { dispatch: 0, heartbeat: 1, identify: 2, resume: 6, reconnect: 7, invalid: 9, hello: 10, ack: 11 }

interface Session {
  id: string
  intents: number
  seq: number
  events: { s: number; t: string; d: object }[]
  socket: WebSocket | null
}

/** The gateway: hello, identify, heartbeats, events in order, and sessions that may be resumed with what was missed. */
export function createGateway(side: DiscordSide, server: Server) {
  const { world, state } = side
  const hub = new WebSocketServer({ noServer: true })
  const sockets = new Set<WebSocket>()
  let sessions: Session[] = []

  server.on('upgrade', (request, socket, head) => {
    if (!request.url?.startsWith('/gateway')) return void socket.destroy()
    return hub.handleUpgrade(request, socket, head, welcome)
  })

  const tellCount = () => world.stream.tell({ kind: 'discord.sessions', count: open().length })
  const open = () => sessions.filter((session) => session.socket !== null)

  const welcome = (socket: WebSocket) => {
    sockets.add(socket)
    socket.on('message', (data) => hear(socket, data.toString()))
    socket.on('close', (code) => {
      sockets.delete(socket)
      const session = sessions.find((each) => each.socket === socket)
      if (!session) return
      session.socket = null
      // Whoever says goodbye in so many words has no session to come back to.
      if (code === 1_000 || code === 1_001) sessions = sessions.filter((each) => each !== session)
      tellCount()
    })
    send(socket, { op: OP.hello, d: { heartbeat_interval: HEARTBEAT_MS } })
  }

  const send = (socket: WebSocket, payload: object) => socket.send(JSON.stringify({ s: null, t: null, ...payload }))

  function hear(socket: WebSocket, text: string) {
    const { op, d } = parsed(text)
    if (op === OP.heartbeat) return send(socket, { op: OP.ack, d: null })
    if (op === OP.identify) return identify(socket, d as { token?: string; intents?: number })
    if (op === OP.resume) return resume(socket, d as { token?: string; session_id?: string; seq?: number })
    return socket.close(4_001, 'Unknown opcode.')
  }

  function identify(socket: WebSocket, { token, intents = 0 }: { token?: string; intents?: number }) {
    if (token !== state.botToken) return socket.close(4_004, 'Authentication failed.')
    if (intents & PRIVILEGED) return socket.close(4_014, 'Disallowed intent(s).')
    const session: Session = { id: world.random.hex(32), intents, seq: 0, events: [], socket }
    sessions.push(session)
    const bot = state.users.find(({ id }) => id === state.botUserId)
    emit(session, 'READY', {
      v: 10,
      user: bot ? userWire(bot) : {},
      guilds: [{ id: state.guildId, unavailable: true }],
      session_id: session.id,
      resume_gateway_url: `${side.origin.replace(/^http/, 'ws')}/gateway`,
      application: { id: state.applicationId, flags: 0 },
    })
    const channels = state.channels.filter(({ type }) => type === 0).map(({ id, name, type }) => ({ id, name, type }))
    emit(session, 'GUILD_CREATE', { id: state.guildId, name: 'おたすけ', channels, members: [], unavailable: false })
    tellCount()
  }

  function resume(
    socket: WebSocket,
    { token, session_id, seq = 0 }: { token?: string; session_id?: string; seq?: number },
  ) {
    const session = sessions.find((each) => each.id === session_id)
    if (token !== state.botToken) return socket.close(4_004, 'Authentication failed.')
    const missed = session?.events.filter(({ s }) => s > seq) ?? []
    const isWhole = session !== undefined && session.seq - seq === missed.length
    if (!session || !isWhole) return send(socket, { op: OP.invalid, d: false })
    session.socket = socket
    for (const each of missed) send(socket, { op: OP.dispatch, ...each })
    emit(session, 'RESUMED', {})
    tellCount()
  }

  function emit(session: Session, t: string, d: object) {
    session.seq += 1
    const event = { s: session.seq, t, d }
    session.events = [...session.events, event].slice(-KEPT_EVENTS)
    if (session.socket) send(session.socket, { op: OP.dispatch, ...event })
  }

  side.dispatch = (name, data) => {
    for (const session of sessions)
      if (isMeantFor(session, name, data)) emit(session, name, seenBy(side, session, name, data))
  }

  return {
    count: () => open().length,
    /** As Discord does now and then: asks for a new connection, ends a session, or just drops the line. */
    disturb: (how: 'reconnect' | 'invalid' | 'drop') => {
      for (const session of open()) {
        const { socket } = session
        if (!socket) continue
        if (how === 'drop') socket.terminate()
        if (how === 'reconnect') send(socket, { op: OP.reconnect, d: null })
        if (how === 'invalid') {
          sessions = sessions.filter((each) => each !== session)
          send(socket, { op: OP.invalid, d: false })
        }
      }
    },
    close: () => {
      for (const socket of [...sockets]) socket.terminate()
      hub.close()
    },
  }
}

export type Gateway = ReturnType<typeof createGateway>

function isMeantFor({ intents }: Session, name: string, data: object): boolean {
  if (!name.startsWith('MESSAGE_')) return true
  return (intents & ('guild_id' in data ? GUILD_MESSAGES : DIRECT_MESSAGES)) !== 0
}

/** In a server an app that was not granted more reads only its own words, and those that name it. */
function seenBy({ state }: DiscordSide, { intents }: Session, name: string, data: object): object {
  const { author, content = '' } = data as { author?: { id: string }; content?: string }
  const isItsBusiness = author?.id === state.botUserId || content.includes(`<@${state.botUserId}>`)
  const isHidden = name.startsWith('MESSAGE_') && 'guild_id' in data && !(intents & MESSAGE_CONTENT) && !isItsBusiness
  return isHidden && 'content' in data ? { ...data, content: '', embeds: [], components: [], attachments: [] } : data
}

function parsed(text: string): { op?: number; d?: unknown } {
  try {
    return JSON.parse(text) as { op?: number; d?: unknown }
  } catch {
    return {}
  }
}
