/** A visible change in the little world; the page draws these, tests wait for them. */
export type Change = { kind: ChangeKind; [detail: string]: unknown }

export type ChangeKind =
  | 'line.message'
  | 'line.user-message'
  | 'line.unsent'
  | 'line.user'
  | 'line.loading'
  | 'line.rich-menu'
  | 'slack.message.posted'
  | 'slack.message.updated'
  | 'slack.message.deleted'
  | 'slack.user'
  | 'slack.sockets'
  | 'discord.message.posted'
  | 'discord.message.updated'
  | 'discord.message.deleted'
  | 'discord.thread'
  | 'discord.modal.opened'
  | 'discord.modal.closed'
  | 'discord.user'
  | 'discord.sessions'
  | 'view.opened'
  | 'view.updated'
  | 'view.closed'
  | 'webhook'
  | 'fault'
  | 'clock'

type Listener = (change: Change) => void

export function createStream() {
  const listeners = new Set<Listener>()
  return {
    tell: (change: Change) => {
      for (const listener of [...listeners]) listener(change)
    },
    listen: (listener: Listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

export type Stream = ReturnType<typeof createStream>
