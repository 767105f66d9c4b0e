const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }

/** Arrow keys walk through the `[data-rove]` children of a list; Tab goes past it (roving focus). */
export function rove(event: KeyboardEvent): void {
  const list = event.currentTarget as HTMLElement
  const stops = [...list.querySelectorAll<HTMLElement>('[data-rove]')].filter((stop) => stop.offsetParent !== null)
  const at = stops.indexOf(document.activeElement as HTMLElement)
  const next = event.key === 'Home' ? 0 : event.key === 'End' ? stops.length - 1 : at + (STEPS[event.key] ?? 0)
  if (at < 0 || next === at) return
  event.preventDefault()
  stops[(next + stops.length) % stops.length]?.focus()
}

/** The properties of one stop: only the current one is reached by Tab. */
export const stop = (isCurrent: boolean) => ({ 'data-rove': '', tabIndex: isCurrent ? 0 : -1 })
