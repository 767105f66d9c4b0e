import { writeFileSync } from 'node:fs'
import { EXIT, Failure } from './client.ts'
import type { Given } from './command.ts'
import { fieldsOf } from './show.ts'
import { reasonOf } from './unpacked.ts'

/** `menu show`: the six words and where they lie; its picture goes into a file. */
export function menuShown(answer: Readonly<Record<string, unknown>>, { options: { out } }: Given): string {
  // As the admin API answers.
  const { name, bar, id, areas, picture } = answer as {
    name: string
    bar: string
    id: string | null
    areas: { label: string; token: string; x: number; y: number; width: number; height: number }[]
    picture: string
  }
  const rows = areas.map(({ label, x, y, width, height }) => `${label} ${width}x${height}+${x}+${y}`)
  const drawn = Buffer.from(picture, 'base64')
  if (typeof out === 'string') write(out, drawn)
  const where = typeof out === 'string' ? out : 'not written: --out FILE.png'
  return fieldsOf({
    name,
    installed: id ?? 'no',
    bar,
    areas: rows.join(', '),
    picture: `${drawn.length} bytes, ${where}`,
  })
}

function write(file: string, bytes: Uint8Array): void {
  try {
    writeFileSync(file, bytes)
  } catch (error) {
    throw new Failure(`${file}: ${reasonOf(error)}`, EXIT.unreadable)
  }
}
