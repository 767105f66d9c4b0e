import { type Contact, contactsOf } from '#db/people.ts'
import { saveTodos, todosOf } from '#db/todos.ts'
import { harmless, shownWithin } from '#engine/defang.ts'
import { asked, mayBeAsked, standingOf } from '#engine/home-checklist.ts'
import { type Option, type Part, paragraph } from '#engine/message.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { NEVER_REMINDED, type Todo } from '#engine/todo.ts'
import { HOME_CHECKLIST } from '../content/home-checklist.ts'
import { formToken } from '../dialogue/tokens.ts'
import { peopleOf } from '../inquiry/people.ts'
import { listOption, whatOf } from './messages.ts'
import { howReminded, remindLater, type Speech, sayToEach, type TodoCommand, type TodoTalk } from './work.ts'

/**
 * 「在宅のお願い」: whoever leads a firm asks its people to look after the homes they work in, and reads of each whether all of it
 * is done. False for anybody else: to them it is their own list.
 */
export async function homeChecklists(talk: TodoTalk, said: TodoCommand, verb: 'home' | 'ask-home'): Promise<boolean> {
  const { tx, firmId } = talk
  const { personId } = said.by
  const leads = (await contactsOf(tx, firmId)).some((one) => one.personId === personId && readsFirmResult(one.role))
  if (!leads) return false
  const people = (await peopleOf(tx, firmId)).filter((one) => one.personId !== personId)
  const before = await todosOf(tx, firmId)
  const free = await whoMayBeAsked(talk, people, before)
  if (verb === 'home') {
    await sayToEach(talk, [overview(talk, said, { people, todos: before, free })])
    return true
  }
  for (const one of free) await ask(talk, one, before)
  const opening = paragraph(
    free.length === 0 ? { key: 'todo.home.asked-nobody' } : { key: 'todo.home.asked', params: { count: free.length } },
  )
  const after = overview(talk, said, { people, todos: await todosOf(tx, firmId), free: [] })
  const answer = { ...after, messages: after.messages.map((parts) => [opening, ...parts]) }
  await sayToEach(talk, [answer, ...free.map((one) => requestTo(talk, one, said.by.name))])
  return true
}

async function whoMayBeAsked(
  { tx, app, region, firmId }: TodoTalk,
  people: readonly Contact[],
  todos: readonly Todo[],
): Promise<Contact[]> {
  const free: Contact[] = []
  for (const one of people) {
    const reminders = await howReminded(tx, { regionId: region.id, firmId, personId: one.personId })
    if (mayBeAsked(standingOf(todos, one.personId), reminders, app.now)) free.push(one)
  }
  return free
}

async function ask(
  { tx, app, region, firmId }: TodoTalk,
  { personId }: Contact,
  before: readonly Todo[],
): Promise<void> {
  const list = { regionId: region.id, firmId, personId }
  const { todos, events } = asked(before, { list, ...HOME_CHECKLIST }, app.now, () => app.newId('todo'))
  await saveTodos(tx, todos, events)
  await remindLater(tx, app, list, todos, { ...NEVER_REMINDED, remindedAt: app.now })
}

/** Of each of the others done or not done, and a button where there is somebody to ask. */
function overview(
  { taps, region, firmId }: TodoTalk,
  said: TodoCommand,
  { people, todos, free }: { people: readonly Contact[]; todos: readonly Todo[]; free: readonly Contact[] },
): Speech {
  const { by, ...reply } = said
  const leader = { regionId: region.id, firmId, personId: by.personId }
  const options: Option[] =
    free.length === 0
      ? []
      : [
          {
            label: { key: 'todo.home.ask', params: { count: free.length } },
            token: taps.askHome(leader),
            style: 'primary',
          },
        ]
  const lines = people.map(({ personId, name }) => ({
    key: 'todo.home.line',
    params: { name: nameOf(name), standing: { key: `todo.home.standing.${standingOf(todos, personId)}` } },
  }))
  const parts: Part[] = [
    { kind: 'heading', text: { key: 'todo.home.heading' } },
    paragraph({ key: 'todo.home.what' }),
    ...(lines.length === 0 ? [paragraph({ key: 'todo.home.nobody' })] : lines.map(paragraph)),
    ...['privacy', 'weekly'].map((which) => paragraph({ key: `todo.home.${which}` })),
    ...(options.length === 0 ? [] : [{ kind: 'choice', lasts: 'durable', options } as const]),
  ]
  return { ...reply, to: by, messages: [parts], asked: options }
}

function requestTo({ firmId }: TodoTalk, to: Contact, leader: string): Speech {
  const diagnosis: Option = {
    label: { key: 'todo.home.worker.diagnosis' },
    token: formToken(HOME_CHECKLIST.questionnaire, 'begin', firmId),
  }
  const options = [listOption(firmId), diagnosis]
  const say = (which: string): Part => paragraph({ key: `todo.home.worker.${which}`, params: { name: nameOf(leader) } })
  const parts: Part[] = [
    { kind: 'heading', text: { key: 'todo.home.worker.heading' } },
    say('from'),
    { kind: 'steps', items: HOME_CHECKLIST.questions.map((question) => whatOf({ question })) },
    say('privacy'),
    say('how'),
    { kind: 'choice', lasts: 'durable', options },
  ]
  return { to, messages: [parts], asked: options }
}

const NAME_MAX = 40
const nameOf = (typed: string): string => harmless(shownWithin(typed), NAME_MAX)
