/** A button below an answer that was shown gives no right: it says a word to what the chat itself remembers. */
const ACTS = ['helped', 'another', 'person'] as const
export type SuggestionAct = (typeof ACTS)[number]
export type SuggestionIntent = { kind: 'suggestion'; act: SuggestionAct; mark: string }

const markOf = (showingId: string): string => showingId.slice(-16)

export const suggestionToken = (act: SuggestionAct, showingId: string): string => `known:${act}:${markOf(showingId)}`
export const isOfSuggestion = (token: string): boolean => token.startsWith('known:')
export const isMarked = (showingId: string, mark: string): boolean => markOf(showingId) === mark

export function suggestionMeant(token: string): SuggestionIntent | undefined {
  const [, act, mark = ''] = isOfSuggestion(token) ? token.split(':') : []
  const known = ACTS.find((one) => one === act)
  return known && { kind: 'suggestion', act: known, mark }
}
