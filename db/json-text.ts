/** For a `jsonb` parameter. What sensors and strangers write may hold the one character that no text of PostgreSQL can. */
export const jsonText = (value: unknown): string => JSON.stringify(value).replaceAll('\\u0000', '\\ufffd')
