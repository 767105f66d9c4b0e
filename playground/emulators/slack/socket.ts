import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Delivery, nothing } from '../webhook.ts'
import type { Envelope } from './delivery.ts'
import type { SlackSide } from './side.ts'

const SOCKETS_MAX = 10
const PING_MS = 10_000

interface Waiting {
  settle: (payload: unknown) => void
}

/** Socket Mode: the same envelopes over a WebSocket that the app opened, each acknowledged by its envelope id. */
export function createSockets(side: SlackSide, server: Server) {
  const { world } = side
  const hub = new WebSocketServer({ noServer: true })
  const sockets: WebSocket[] = []
  const waiting = new Map<string, Waiting>()
  let turn = 0
  let wereOpen = false

  server.on('upgrade', (request, socket, head) => {
    if (!request.url?.startsWith('/socket?ticket=')) return void socket.destroy()
    if (sockets.length >= SOCKETS_MAX) return void socket.end('HTTP/1.1 409 Conflict\r\n\r\n')
    return hub.handleUpgrade(request, socket, head, welcome)
  })
  const pinging = setInterval(() => sockets.forEach((socket) => void socket.ping('Ping from the emulator')), PING_MS)
  pinging.unref()

  const welcome = (socket: WebSocket) => {
    sockets.push(socket)
    wereOpen = true
    socket.on('message', (data) => acknowledge(data.toString(), waiting))
    socket.on('close', () => {
      sockets.splice(sockets.indexOf(socket), 1)
      world.stream.tell({ kind: 'slack.sockets', count: sockets.length })
    })
    const debug_info = {
      host: 'applink-playground',
      started: new Date(world.wallMs()).toISOString(),
      build_number: 1,
      approximate_connection_time: 3600,
    }
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: sockets.length,
        debug_info,
        connection_info: { app_id: side.state.appId },
      }),
    )
    world.stream.tell({ kind: 'slack.sockets', count: sockets.length })
  }

  const tell = async (envelope: Envelope): Promise<Delivery> => {
    turn += 1
    const socket = sockets[turn % sockets.length]
    const delivery = socket ? await ask(socket, envelope) : nothing('unreachable')
    const { status, ackMs, outcome } = delivery
    world.transcript.enter({
      platform: 'slack',
      kind: 'webhook',
      route: envelope.name,
      over: 'socket',
      expect: 'accept',
      status,
      ackMs,
      outcome,
      body: JSON.stringify(envelope.payload),
    })
    world.stream.tell({
      kind: 'webhook',
      platform: 'slack',
      name: envelope.name,
      expect: 'accept',
      status,
      ackMs,
      outcome,
    })
    return delivery
  }

  const ask = (socket: WebSocket, envelope: Envelope): Promise<Delivery> => {
    const began = performance.now()
    const envelopeId = world.random.uuid()
    const retry = envelope.retry
      ? { retry_attempt: envelope.retry.num, retry_reason: envelope.retry.reason }
      : { retry_attempt: 0, retry_reason: '' }
    return new Promise((resolve) => {
      const end = (delivery: Delivery) => {
        clearTimeout(patience)
        socket.off('close', gone)
        waiting.delete(envelopeId)
        resolve({ ...delivery, ackMs: Math.round((performance.now() - began) * 10) / 10 })
      }
      const patience = setTimeout(() => end(nothing('late')), world.deadlines.slackMs)
      waiting.set(envelopeId, {
        settle: (payload) =>
          end({ ...nothing('answered'), status: 200, text: payload === undefined ? '' : JSON.stringify(payload) }),
      })
      const gone = () => end(nothing('unreachable'))
      socket.once('close', gone)
      socket.send(
        JSON.stringify({
          type: envelope.kind,
          envelope_id: envelopeId,
          payload: envelope.payload,
          accepts_response_payload: envelope.kind !== 'events_api',
          ...retry,
        }),
      )
    })
  }

  return {
    count: () => sockets.length,
    /** An app that has once opened a socket is in Socket Mode: without one it cannot be reached, and Slack tries again. */
    wereOpen: () => wereOpen,
    tell,
    /** Slack refreshes connections now and then, and they drop. */
    disconnect: (reason: 'refresh_requested' | 'warning' | 'link_disabled' | 'drop') => {
      for (const socket of [...sockets]) {
        if (reason === 'drop') socket.terminate()
        else socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-playground' } }))
      }
    },
    close: () => {
      clearInterval(pinging)
      for (const socket of [...sockets]) socket.terminate()
      hub.close()
    },
  }
}

export type Sockets = ReturnType<typeof createSockets>

function acknowledge(text: string, waiting: Map<string, Waiting>) {
  try {
    const { envelope_id, payload } = JSON.parse(text) as { envelope_id?: string; payload?: unknown }
    if (envelope_id !== undefined) waiting.get(envelope_id)?.settle(payload)
  } catch {
    // Not an acknowledgement: Slack ignores it, and the envelope counts as unanswered.
  }
}
