/** A catalog as a list of sentences with their keys. */
export interface Leaf {
  key: string
  sentence: string
}

export function leavesOf(branch: object, path: readonly string[] = []): Leaf[] {
  return Object.entries(branch).flatMap(([name, value]: [string, unknown]) => {
    const key = [...path, name]
    if (typeof value === 'string') return [{ key: key.join('.'), sentence: value }]
    return typeof value === 'object' && value !== null ? leavesOf(value, key) : []
  })
}

export const placeholdersOf = (sentence: string): string[] =>
  [...sentence.matchAll(/{{\s*([\w-]+)\s*}}/g)].map(([, name]) => name ?? '').sort()
