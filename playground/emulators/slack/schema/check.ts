import type * as z from 'zod'
import type { Block, ViewObject } from '../state.ts'
import { messageBlocks, modalView } from './blocks.ts'

/** Empty when sound; otherwise Slack's own kind of sentence with a JSON pointer to the place. */
export function blockProblems(blocks: unknown): string[] {
  const shape = problemsOf(messageBlocks, blocks, '/blocks')
  return shape.length > 0 ? shape : idProblems(blocks as Block[], '/blocks')
}

export function viewProblems(view: unknown): string[] {
  const shape = problemsOf(modalView, view, '/view')
  if (shape.length > 0) return shape
  const { blocks, submit } = view as ViewObject
  const ids = idProblems(blocks, '/view/blocks')
  const hasInput = blocks.some((block) => block.type === 'input')
  return hasInput && !submit
    ? [...ids, sentence('submit is required when an input block is within blocks', '/view')]
    : ids
}

function problemsOf(schema: z.ZodType, value: unknown, root: string): string[] {
  return (schema.safeParse(value).error?.issues ?? []).flatMap((issue) => sentencesOf(issue, root))
}

function sentencesOf(issue: z.core.$ZodIssue, root: string): string[] {
  const pointer = root + issue.path.map((key) => `/${String(key)}`).join('')
  if (issue.code === 'invalid_union' && issue.errors.length > 0)
    return (issue.errors[0] ?? []).flatMap((inner) => sentencesOf(inner, pointer))
  return [sentence(wording(issue), pointer)]
}

function wording(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'array'
        ? `no more than ${issue.maximum} items allowed`
        : `must be less than ${Number(issue.maximum) + 1} characters`
    case 'too_small':
      return issue.origin === 'array'
        ? `no less than ${issue.minimum} items allowed`
        : `must be more than ${Number(issue.minimum) - 1} characters`
    case 'unrecognized_keys':
      return `invalid additional property: ${issue.keys.join(', ')}`
    case 'invalid_type':
      return issue.input === undefined ? 'missing required field' : `must provide a ${issue.expected}`
    case 'invalid_union':
    case 'invalid_value':
      return 'unsupported type or value'
    default:
      return issue.message
  }
}

/** Block ids are unique in the message, action ids in their block. */
function idProblems(blocks: Block[], root: string): string[] {
  const seen = new Set<string>()
  return blocks.flatMap((block, at) => {
    const pointer = `${root}/${at}`
    const isRepeated = block.block_id !== undefined && seen.has(block.block_id)
    if (block.block_id !== undefined) seen.add(block.block_id)
    const repeated = isRepeated ? [sentence(`block_id ${block.block_id} already exists`, `${pointer}/block_id`)] : []
    return [...repeated, ...actionProblems(block, pointer)]
  })
}

function actionProblems(block: Block, pointer: string): string[] {
  const ids = (Array.isArray(block.elements) ? block.elements : []).flatMap((element) => element.action_id ?? [])
  return ids.length === new Set(ids).size ? [] : [sentence('action_id already exists', `${pointer}/elements`)]
}

const sentence = (text: string, pointer: string) => `${text} [json-pointer:${pointer}]`

/** All that people read in the blocks: Slack refuses about 13,200 characters in sum (slackapi/bolt-js#2509). */
export const BLOCK_CHARS_MAX = 13_200

export function blockChars(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce(
    (sum, [name, inner]) => sum + (name === 'text' && typeof inner === 'string' ? inner.length : blockChars(inner)),
    0,
  )
}
