import { initialValue } from './field-values.ts'
import { withIds } from './messages.ts'
import { type Result, refused } from './method.ts'
import { viewProblems } from './schema/check.ts'
import type { SlackSide } from './side.ts'
import type { Block, ElementValue, SlackView, ViewObject } from './state.ts'

const TRIGGER_MS = 3000
const VIEW_BYTES_MAX = 250_000
const PUSHED_MAX = 3

/** Opens one view, within three seconds, once. */
export function newTrigger({ world, state }: SlackSide, userId: string, viewId: string | null): string {
  const id = `${world.random.digits(10)}.${world.random.digits(10)}.${world.random.hex(32)}`
  state.triggers[id] = { userId, expiresAt: world.clock.now() + TRIGGER_MS, isUsed: false, viewId }
  return id
}

type Redeemed = { kind: 'ok'; userId: string; viewId: string | null } | { kind: 'refused'; result: Result }

export function redeemTrigger({ world, state }: SlackSide, id: string | undefined): Redeemed {
  const trigger = id === undefined ? undefined : state.triggers[id]
  if (!trigger) return { kind: 'refused', result: refused('invalid_trigger_id') }
  if (trigger.isUsed) return { kind: 'refused', result: refused('exchanged_trigger_id') }
  if (world.clock.now() > trigger.expiresAt) return { kind: 'refused', result: refused('expired_trigger_id') }
  trigger.isUsed = true
  return { kind: 'ok', userId: trigger.userId, viewId: trigger.viewId }
}

export function viewRefusal(side: SlackSide, view: unknown, replacing: SlackView | undefined): Result | undefined {
  if (typeof view !== 'object' || view === null)
    return refused('invalid_arguments', ['missing required field [json-pointer:/view]'])
  if (Buffer.byteLength(JSON.stringify(view)) > VIEW_BYTES_MAX) return refused('view_too_large')
  const problems = viewProblems(view)
  if (problems.length > 0) return refused('invalid_arguments', problems)
  const externalId = (view as ViewObject).external_id
  const holder = externalId
    ? Object.values(side.state.views).find((each) => each.view.external_id === externalId)
    : undefined
  return holder && holder !== replacing ? refused('duplicate_external_id') : undefined
}

/** The person's open views, the topmost last. */
export function stackOf({ state }: SlackSide, userId: string): SlackView[] {
  return Object.values(state.views).filter((view) => view.userId === userId)
}

export function isStackFull(side: SlackSide, userId: string): boolean {
  return stackOf(side, userId).length >= PUSHED_MAX
}

export function addView(side: SlackSide, userId: string, view: ViewObject): SlackView {
  const { world, state } = side
  const top = stackOf(side, userId).at(-1)
  const id = `V0${world.random.alphanumeric(9)}`
  const filled = { ...view, blocks: withIds(side, view.blocks) }
  const opened: SlackView = {
    id,
    userId,
    type: 'modal',
    hash: newHash(side),
    rootId: top?.rootId ?? id,
    previousId: top?.id ?? null,
    view: filled,
    values: valuesOf(filled.blocks, {}),
    errors: {},
  }
  state.views[id] = opened
  world.stream.tell({ kind: 'view.opened', userId, view: opened })
  return opened
}

/** What a person typed stays where block id and action id stay the same; new fields start with their initial value. */
export function replaceView(side: SlackSide, current: SlackView, view: ViewObject): void {
  const filled = { ...view, blocks: withIds(side, view.blocks) }
  current.values = valuesOf(filled.blocks, current.values)
  current.view = filled
  current.errors = {}
  current.hash = newHash(side)
  side.world.stream.tell({ kind: 'view.updated', userId: current.userId, view: current })
}

export function closeView({ world, state }: SlackSide, view: SlackView): void {
  delete state.views[view.id]
  world.stream.tell({ kind: 'view.closed', userId: view.userId, viewId: view.id })
}

export function closeAll(side: SlackSide, userId: string): void {
  for (const view of stackOf(side, userId).reverse()) closeView(side, view)
}

function newHash({ world }: SlackSide): string {
  return `${Math.floor(world.clock.now() / 1000)}.${world.random.hex(8)}`
}

function valuesOf(blocks: Block[], before: SlackView['values']): SlackView['values'] {
  const values: SlackView['values'] = {}
  for (const { blockId, element } of fieldsOf(blocks)) {
    const actionId = String(element.action_id)
    const kept: ElementValue | undefined = before[blockId]?.[actionId]
    values[blockId] = { ...values[blockId], [actionId]: kept?.type === element.type ? kept : initialValue(element) }
  }
  return values
}

/** Everything a person can fill in: inputs, and the pickers of actions and accessories. */
function fieldsOf(blocks: Block[]): { blockId: string; element: Block }[] {
  return blocks.flatMap((block) => {
    const elements = [block.element, block.accessory, ...(block.type === 'actions' ? (block.elements as Block[]) : [])]
    const fillable = (elements as (Block | undefined)[]).filter(
      (each) => each && !['button', 'image', 'overflow', 'workflow_button'].includes(each.type),
    )
    return fillable.map((element) => ({ blockId: String(block.block_id), element: element as Block }))
  })
}

/** The view as every payload and answer shows it. */
export function viewWire({ state }: SlackSide, view: SlackView): Record<string, unknown> {
  const {
    title,
    submit = null,
    close = null,
    blocks,
    private_metadata = '',
    callback_id = '',
    external_id = '',
  } = view.view
  return {
    id: view.id,
    team_id: state.teamId,
    type: 'modal',
    title,
    submit,
    close,
    blocks,
    private_metadata,
    callback_id,
    external_id,
    state: { values: view.values },
    hash: view.hash,
    clear_on_close: view.view.clear_on_close ?? false,
    notify_on_close: view.view.notify_on_close ?? false,
    root_view_id: view.rootId,
    previous_view_id: view.previousId,
    app_id: state.appId,
    app_installed_team_id: state.teamId,
    bot_id: state.botId,
  }
}
