import { useEffect, useState } from 'preact/hooks'
import { type Control, createControl } from './control.ts'
import { newsOf } from './news.ts'
import { fetchSession, type Session } from './session.ts'
import { after, type Change, EMPTY_SCENE, type Scene } from './world.ts'

export type Pane = 'line' | 'slack' | 'sensor' | 'clock'

/** Who plays whom, and what is in view. */
export interface Looks {
  pane: Pane
  lineUserId: string
  slackUserId: string
  channelId: string
  threadTs: string | null
}

export interface Stage {
  session: Session
  control: Control
  scene: Scene
  looks: Looks
  isConnected: boolean
  /** Messages nobody has looked at yet, by LINE user or Slack channel. */
  unread: Record<string, number>
  /** The last thing that arrived, read aloud by screen readers. */
  announced: string
  /** A short word to the person, such as that something did not work. */
  toast: { text: string; at: number } | null
  /** The newest outcome of the sensor panel: the guide wants to know. */
  sentEvents: number
}

type Listener = () => void

/** The one place where the page's state lives; components redraw when it changes. */
export class Store {
  stage: Stage
  #listeners = new Set<Listener>()
  #refresh: ReturnType<typeof setTimeout> | undefined

  constructor(session: Session) {
    this.stage = {
      session,
      control: createControl(session.controlUrl),
      scene: EMPTY_SCENE,
      looks: { pane: 'line', lineUserId: '', slackUserId: '', channelId: '', threadTs: null },
      isConnected: false,
      unread: {},
      announced: '',
      toast: null,
      sentEvents: 0,
    }
  }

  start(): void {
    this.stage.control.watch({
      change: (change) => this.#changed(change),
      connected: () => void this.#lookAgain(),
      lost: () => this.set({ isConnected: false }),
    })
  }

  set(part: Partial<Stage>): void {
    this.stage = { ...this.stage, ...part }
    for (const listener of [...this.#listeners]) listener()
  }

  look(looks: Partial<Looks>): void {
    this.set({ looks: { ...this.stage.looks, ...looks } })
    this.#seen()
  }

  say(text: string): void {
    this.set({ toast: { text, at: Date.now() } })
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Does something in the emulators' world; what fails is said, never swallowed. */
  async act<T>(work: (control: Control) => Promise<T>): Promise<T | undefined> {
    try {
      const told = await work(this.stage.control)
      const status = (told as { webhookStatus?: number | null } | null)?.webhookStatus
      if (status !== undefined && (status === null || status >= 300)) this.say(notHeard(status))
      return told
    } catch (error) {
      this.say(`できませんでした：${error instanceof Error ? error.message : String(error)}`)
      return undefined
    }
  }

  /** Who belongs to which firm changes as people join. */
  refreshSession(): void {
    clearTimeout(this.#refresh)
    this.#refresh = setTimeout(async () => {
      const session = await fetchSession().catch(() => undefined)
      if (session) this.set({ session })
    }, 400)
  }

  async #lookAgain(): Promise<void> {
    const scene = await this.stage.control.look()
    const { looks } = this.stage
    this.set({
      scene,
      isConnected: true,
      looks: {
        ...looks,
        lineUserId: looks.lineUserId || (scene.line.users[0]?.userId ?? ''),
        slackUserId: looks.slackUserId || (scene.slack.users[0]?.id ?? ''),
        channelId: looks.channelId || (scene.slack.channels[0]?.id ?? ''),
      },
    })
  }

  #changed(change: Change): void {
    const scene = after(this.stage.scene, change, Date.now())
    const news = newsOf(change, scene)
    if (!news) return this.set({ scene })
    const unread = { ...this.stage.unread, [news.place]: (this.stage.unread[news.place] ?? 0) + 1 }
    this.set({ scene, unread, announced: news.text })
    this.#seen()
    this.refreshSession()
  }

  /** What stands before the person's eyes is read. */
  #seen(): void {
    const { looks, unread } = this.stage
    const inView = isWide()
      ? [looks.lineUserId, looks.channelId]
      : looks.pane === 'line'
        ? [looks.lineUserId]
        : looks.pane === 'slack'
          ? [looks.channelId]
          : []
    if (inView.every((place) => !unread[place])) return
    this.set({ unread: { ...unread, ...Object.fromEntries(inView.map((place) => [place, 0])) } })
  }
}

const isWide = (): boolean => matchMedia('(min-width: 721px)').matches

const notHeard = (status: number | null): string =>
  status === null ? 'おたすけから時間内に返事がありませんでした。' : `おたすけが受け取りませんでした（${status}）。`

/** The stage as it stands, again whenever it changes. */
export function useStage(store: Store): Stage {
  const [stage, setStage] = useState(store.stage)
  useEffect(() => store.subscribe(() => setStage(store.stage)), [store])
  return stage
}
