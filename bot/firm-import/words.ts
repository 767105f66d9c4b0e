import type { Noun } from '#engine/retention.ts'
import { type Reader, sayText } from '../say.ts'
import type { Refused } from './import.ts'
import { type FaultyLine, LINES_MAX, titleOf } from './list.ts'

/** What is wrong in a line, and what to do about it. */
export const faultText = (
  { column, fault, earlier }: Pick<FaultyLine, 'column' | 'fault' | 'earlier'>,
  reader: Reader,
): string =>
  sayText(
    {
      key: `firmlist.fault.${fault}`,
      params: { column: { typed: column ? titleOf(column) : '' }, line: earlier ?? 0 },
    },
    reader,
  )

export const refusedText = (because: Refused, reader: Reader): string =>
  sayText(
    { key: `firmlist.refused.${because}`, params: { column: { typed: titleOf('name') }, max: LINES_MAX } },
    reader,
  )

/** What has happened to a firm, so that it is not taken back. */
export const keptText = (because: Noun, reader: Reader): string => sayText({ key: `leaving.noun.${because}` }, reader)
