import { useEffect, useState } from 'preact/hooks'
import { type Admin, createAdmin, NO_PROGRESS, type Progress } from './admin.ts'
import { type Control, createControl } from './control.ts'
import { type Looks, looksBefore, rememberLooks } from './looks.ts'
import { newsOf } from './news.ts'
import { fetchSession, type Session } from './session.ts'
import { after, type Change, EMPTY_SCENE, type Scene } from './world.ts'

export interface Stage {
  session: Session
  control: Control
  admin: Admin
  scene: Scene
  looks: Looks
  progress: Progress
  isConnected: boolean
  /** Messages nobody has looked at yet, by LINE user or Slack channel. */
  unread: Record<string, number>
  /** The last thing that arrived, read aloud by screen readers. */
  announced: string
  /** A short word to the person, such as that something did not work. */
  toast: { text: string; at: number } | null
}

type Listener = () => void

const REFRESH_AFTER_MS = 300
const SEARCH_EVERY_MS = 1_000

/** The one place where the page's state lives; components redraw when it changes. */
export class Store {
  stage: Stage
  #listeners = new Set<Listener>()
  #refresh: ReturnType<typeof setTimeout> | undefined
  #search: ReturnType<typeof setTimeout> | undefined

  constructor(session: Session) {
    this.stage = {
      session,
      control: createControl(session.controlUrl),
      admin: createAdmin(session.adminToken),
      scene: EMPTY_SCENE,
      looks: looksBefore(),
      progress: NO_PROGRESS,
      isConnected: false,
      unread: {},
      announced: '',
      toast: null,
    }
  }

  /** Resolves when there is something to see. */
  start(): Promise<void> {
    return new Promise((resolve) => {
      this.stage.control.watch({
        change: (change) => this.#changed(change),
        connected: () => void this.#lookAgain().then(resolve),
        lost: () => this.#lost(),
      })
    })
  }

  set(part: Partial<Stage>): void {
    this.stage = { ...this.stage, ...part }
    for (const listener of [...this.#listeners]) listener()
  }

  look(looks: Partial<Looks>): void {
    this.set({ looks: { ...this.stage.looks, ...looks } })
    rememberLooks(this.stage.looks)
    this.#seen()
  }

  say(text: string): void {
    this.set({ toast: { text, at: Date.now() } })
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Does something in the emulators' world or by the admin API; what fails is said, never swallowed. */
  async act<T>(work: (hands: Pick<Stage, 'control' | 'admin'> & Control) => Promise<T>): Promise<T | undefined> {
    const { control, admin } = this.stage
    try {
      const told = await work({ ...control, control, admin })
      const status = (told as { webhookStatus?: number | null } | null)?.webhookStatus
      if (status !== undefined && (status === null || status >= 300)) this.say(notHeard(status))
      return told
    } catch (error) {
      this.say(`できませんでした：${error instanceof Error ? error.message : String(error)}`)
      return undefined
    }
  }

  /** Who belongs to which firm, and how far the story is, change with what people do. */
  refresh(): void {
    clearTimeout(this.#refresh)
    this.#refresh = setTimeout(() => void this.#refreshNow(), REFRESH_AFTER_MS)
  }

  async #refreshNow(): Promise<void> {
    const [session, progress] = await Promise.all([
      fetchSession().catch(() => this.stage.session),
      this.stage.admin.progress().catch(() => this.stage.progress),
    ])
    this.set({ session, progress })
  }

  async #lookAgain(): Promise<void> {
    const scene = await this.stage.control.look()
    const { looks } = this.stage
    const known = <T>(all: readonly T[], id: (one: T) => string, now: string): string =>
      all.some((one) => id(one) === now) ? now : all[0] ? id(all[0]) : ''
    this.set({
      scene,
      isConnected: true,
      looks: {
        ...looks,
        lineUserId: known(scene.line.users, ({ userId }) => userId, looks.lineUserId),
        slackUserId: known(scene.slack.users, ({ id }) => id, looks.slackUserId),
        channelId: known(scene.slack.channels, ({ id }) => id, looks.channelId),
        discordUserId: known(scene.discord.users, ({ id }) => id, looks.discordUserId),
        discordPlace: known([...scene.discord.channels, ...scene.discord.threads], ({ id }) => id, looks.discordPlace),
      },
    })
    await this.#refreshNow()
  }

  #lost(): void {
    this.set({ isConnected: false })
    clearTimeout(this.#search)
    this.#search = setTimeout(() => void this.#searchAgain(), SEARCH_EVERY_MS)
  }

  /** After a restart the emulators listen elsewhere, and only a page loaded anew may speak to them. */
  async #searchAgain(): Promise<void> {
    if (this.stage.isConnected) return
    const session = await fetchSession().catch(() => undefined)
    if (session && session.controlUrl !== this.stage.session.controlUrl) location.reload()
    else this.#lost()
  }

  #changed(change: Change): void {
    const scene = after(this.stage.scene, change, Date.now())
    const news = newsOf(change, scene)
    if (/^(line|slack|discord)\./.test(change.kind)) this.refresh()
    if (!news) return this.set({ scene })
    const unread = { ...this.stage.unread, [news.place]: (this.stage.unread[news.place] ?? 0) + 1 }
    this.set({ scene, unread, announced: news.text })
    this.#seen()
  }

  /** What stands before the person's eyes is read. */
  #seen(): void {
    const { looks, unread } = this.stage
    const isSeen = (pane: 'line' | 'slack' | 'discord') =>
      isWide() ? pane === 'line' || pane === looks.staff : pane === looks.pane
    const inView = [
      ...(isSeen('line') ? [looks.lineUserId] : []),
      ...(isSeen('slack') ? [looks.channelId] : []),
      ...(isSeen('discord') ? [looks.discordPlace] : []),
    ]
    if (inView.every((place) => !unread[place])) return
    this.set({ unread: { ...unread, ...Object.fromEntries(inView.map((place) => [place, 0])) } })
  }
}

/** Wide enough for LINE and Slack side by side, as in page.css. */
const isWide = (): boolean => matchMedia('(min-width: 900px)').matches

const notHeard = (status: number | null): string =>
  status === null ? 'おたすけから時間内に返事がありませんでした。' : `おたすけが受け取りませんでした（${status}）。`

/** The stage as it stands, again whenever it changes. */
export function useStage(store: Store): Stage {
  const [stage, setStage] = useState(store.stage)
  useEffect(() => {
    setStage(store.stage)
    return store.subscribe(() => setStage(store.stage))
  }, [store])
  return stage
}
