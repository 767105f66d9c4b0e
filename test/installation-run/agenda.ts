/** Many lives on one clock: each sleeps until its moment, and only one is awake at a time. */
export class Agenda {
  readonly #pass: (until: number) => Promise<void>
  #sleepers: { at: number; seq: number; wake: () => void }[] = []
  #seq = 0
  #awake = 0
  #rest: (() => void) | undefined
  #failure: { error: unknown } | undefined

  constructor(pass: (until: number) => Promise<void>) {
    this.#pass = pass
  }

  /** Within a life. */
  until(at: number): Promise<void> {
    return new Promise((wake) => {
      this.#sleepers.push({ at, seq: this.#seq++, wake })
      this.#sleeps()
    })
  }

  /** Another life, which goes its own way from now on. */
  begin(life: () => Promise<void>): void {
    this.#awake++
    void life()
      .catch((error: unknown) => {
        this.#failure ??= { error }
      })
      .finally(() => this.#sleeps())
  }

  /** Until nobody is left to wake. */
  async live(lives: readonly (() => Promise<void>)[]): Promise<void> {
    for (const life of lives) {
      this.begin(life)
      await this.#quiet()
    }
    while (this.#sleepers.length > 0 && !this.#failure) {
      this.#sleepers.sort((one, other) => one.at - other.at || one.seq - other.seq)
      const next = this.#sleepers.shift()
      if (!next) break
      await this.#pass(next.at)
      this.#awake++
      next.wake()
      await this.#quiet()
    }
    if (this.#failure) throw this.#failure.error
  }

  #sleeps(): void {
    if (--this.#awake === 0) this.#rest?.()
  }

  async #quiet(): Promise<void> {
    if (this.#awake > 0)
      await new Promise<void>((rest) => {
        this.#rest = rest
      })
    this.#rest = undefined
  }
}
