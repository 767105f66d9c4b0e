import { whenSentenceIsMissing } from '#bot/say.ts'

/** In production a missing sentence is noted and something is said; a test shall fail. */
whenSentenceIsMissing((key, locale) => {
  throw new Error(`no sentence for ${key} in ${locale}`)
})
