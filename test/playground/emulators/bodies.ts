/** What the bodies of both platforms' limit tests are made of. */
export type Json = Record<string, unknown>

/** `[what, the most there may be, a body with so many of it, where the refusal points]` */
export type Counted<Body = Json> = [limit: string, max: number, make: (count: number) => Body, place: string]

/** A rule without a number: a body that keeps it and one that breaks it. */
export type Ruled<Body = Json> = { rule: string; kept: Body; broken: Body; place: string }

export const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at))
export const kana = (count: number) => 'あ'.repeat(count)
export const letters = (count: number) => 'x'.repeat(count)
export const url = (length: number) => `https://help.example/${letters(length - 'https://help.example/'.length)}`
export const PICTURE = 'https://pictures.example/a.png'
