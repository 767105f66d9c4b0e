/** Shows nothing and joins nothing: what stands on both sides of it is no longer one sign of Discord's. */
const JOINER = '\u2060'

/**
 * Words for Discord's markdown as data: every sign of it is escaped, no `@everyone`, mention, channel or time can be typed
 * into a card, and an address is no link. (`allowed_mentions` says the same once more to whoever would notify.)
 */
export const markdown = (text: string): string =>
  text
    .replace(/[\\*_~`|>#[\]()]/g, '\\$&')
    .replace(/[@<]/g, `$&${JOINER}`)
    .replace(/:\/\//g, `:${JOINER}//`)
    .replace(/^(\s*)([-+]|\d+\.)(?=\s)/gm, `$1${JOINER}$2`)
