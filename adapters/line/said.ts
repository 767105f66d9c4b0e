/** What a person reads in a message object that was sent, in short; '' where there are no words. */
export function saidIn(object: unknown): string {
  const { text, altText } = (object ?? {}) as { text?: unknown; altText?: unknown }
  return String(text ?? altText ?? '')
}
