import { describe, expect, test } from 'vitest'
import { secondsOf, shifted } from '#playground/page/replay/shift.ts'

const HOUR = 3_600

describe('a log moved in time', () => {
  test.each([
    [
      'Suricata’s event, to the microsecond',
      '{"timestamp":"2014-01-14T17:37:24.826632+0000","a":1}',
      '{"timestamp":"2014-01-14T18:37:24.826632+0000","a":1}',
    ],
    [
      'a sensor’s own zone, told in UTC afterwards',
      '{"timestamp":"2014-01-14T17:37:24.826632+0900"}',
      '{"timestamp":"2014-01-14T09:37:24.826632+0000"}',
    ],
    [
      'a flow with its beginning and end',
      '{"timestamp":"2014-01-14T17:00:00.000000+0000","flow":{"start":"2014-01-14T16:59:00.5+0000","end":"2014-01-14T16:59:59+0000","age":59}}',
      '{"timestamp":"2014-01-14T18:00:00.000000+0000","flow":{"start":"2014-01-14T17:59:00.5+0000","end":"2014-01-14T17:59:59+0000","age":59}}',
    ],
    ['Zeek’s seconds', '{"ts":1389721044.826632,"uid":"C1"}', '{"ts":1389724644.826632,"uid":"C1"}'],
    ['Zeek’s ISO 8601', '{"ts":"2014-01-14T17:37:24.826632Z"}', '{"ts":"2014-01-14T18:37:24.826632Z"}'],
  ])('keeps %s', (_, before, after) => {
    expect(shifted(before, HOUR)).toBe(after)
    expect((secondsOf(after) ?? 0) - (secondsOf(before) ?? 0)).toBe(HOUR)
  })

  test.each(['not json', '[1]', '"text"', 'null', ''])('leaves %j as it is, for the server to judge', (line) => {
    expect(shifted(line, HOUR)).toBe(line)
    expect(secondsOf(line)).toBeUndefined()
  })

  test.each(['{"timestamp":"yesterday"}', '{"ts":null}', '{"timestamp":12}x'])('invents no time for %s', (line) => {
    expect(shifted(line, HOUR)).toBe(line)
  })

  test('keeps each line’s end', () => {
    expect(shifted('{"ts":1}\n', 1)).toBe('{"ts":2}\n')
  })
})
