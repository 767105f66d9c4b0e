/** What a person would read in a LINE message, a Slack message or a modal, one line for each text. */
export function wordsOf(message: unknown): string {
  const words: string[] = []
  // Slack shows the blocks of a message instead of its text.
  const { blocks } = message as { blocks?: unknown }
  visit(blocks ?? message, (node) => {
    if (typeof node.text === 'string') words.push(node.text)
    if (typeof node.initial_value === 'string') words.push(node.initial_value)
  })
  return words.join('\n')
}

export interface Button {
  label: string
  /** LINE's postback data, or the value of a Slack button. */
  data: string
  actionId: string
}

export function buttonsOf(message: unknown): Button[] {
  const buttons: Button[] = []
  visit(message, (node) => {
    if (node.type === 'postback' && typeof node.label === 'string')
      buttons.push({ label: node.label, data: String(node.data), actionId: '' })
    if (node.type === 'button' && typeof node.action_id === 'string') {
      const { text } = node.text as { text: string }
      buttons.push({ label: text, data: String(node.value), actionId: node.action_id })
    }
  })
  return buttons
}

function visit(value: unknown, look: (node: Record<string, unknown>) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, look)
  else if (typeof value === 'object' && value !== null) {
    look(value as Record<string, unknown>)
    for (const inner of Object.values(value)) visit(inner, look)
  }
}
