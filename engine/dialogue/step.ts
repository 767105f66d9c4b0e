import { folded } from '../chat.ts'
import { type Listener, type Reading, readAnswer, severalOf } from './answer.ts'
import type { Command, Input, Said } from './exchange.ts'
import { numberIn } from './number.ts'
import { applicable, choicesOf, chosenIn, type Question, type Questionnaire, type Value } from './questionnaire.ts'
import {
  apply,
  findQuestion,
  type Happening,
  isComplete,
  isOfFirm,
  isOnSite,
  nextQuestion,
  numbered,
  PHOTOS_MAX,
  placeOf,
  type Respondent,
  type Session,
  type SessionEvent,
  seatOf,
  valuesOf,
} from './session.ts'

export interface Step {
  events: SessionEvent[]
  session: Session
  says: Said[]
}

export interface StepListener extends Listener {
  wordsOf: (choice: { id: string }, question?: Question) => readonly string[]
  commandMeant: (typed: string) => Command | undefined
}

/** What one person's word does to a session. Pure: the same session, input, person and time give the same step. */
export function step(
  questionnaire: Questionnaire,
  session: Session,
  input: Input,
  by: Respondent,
  listener: StepListener,
): Step {
  const walk = new Walk(questionnaire, session, by, listener)
  if (session.state !== 'finished') walk.take(input)
  else if (input.kind === 'filled' && !isOfFirm(by)) walk.put(input.values)
  else walk.says.push({ kind: 'finished' })
  return { events: walk.events, session: walk.session, says: walk.says }
}

/** How long a text may be before it is a story rather than a missed answer. */
const STORY_LENGTH = 60

class Walk {
  readonly events: SessionEvent[] = []
  readonly says: Said[] = []
  session: Session
  readonly #questionnaire: Questionnaire
  readonly #by: Respondent
  readonly #listener: StepListener

  constructor(questionnaire: Questionnaire, session: Session, by: Respondent, listener: StepListener) {
    this.#questionnaire = questionnaire
    this.session = session
    this.#by = by
    this.#listener = listener
  }

  take(input: Input): void {
    if (input.kind === 'nudge') return this.#nudge()
    if (input.kind === 'park') return this.#happens({ kind: 'parked' })
    const isStopping = input.kind === 'command' && input.command === 'stop'
    // What was sent before somebody stopped may come after it.
    const isLate = input.kind === 'photo' || input.kind === 'photo-refused'
    if (this.session.state !== 'open' && !isStopping && !isLate) this.#resume()
    switch (input.kind) {
      case 'begin':
        return this.#goOn()
      case 'tap':
        return this.#tap(input.question, input.choice)
      case 'typed':
        return this.#typed(input.text)
      case 'command':
        return this.#command(input.command)
      case 'reopen':
        return this.#reopen(findQuestion(this.#questionnaire, input.question), 'no-longer-asked')
      case 'photo':
        return this.#photo(input.question, input.photoId)
      case 'photo-refused':
        return this.#sayAndGoOn({ kind: 'photo-refused', reason: input.reason })
      case 'media':
        return this.#sayAndAsk({ kind: 'media', media: input.media })
      case 'filled':
        return this.#filled(input.values)
    }
  }

  #happens(happening: Happening): void {
    const event: SessionEvent = { ...happening, at: this.#listener.now, by: isByTime(happening) ? null : this.#by }
    this.events.push(event)
    this.session = apply(this.session, event)
  }

  #resume(): void {
    this.#happens({ kind: 'resumed' })
    this.says.push({ kind: 'welcome-back' })
  }

  get #seat() {
    return seatOf(this.session, this.#by)
  }

  /** The question that this person has before their eyes, if it is still asked. */
  get #current(): Question | undefined {
    const { asked } = this.#seat
    return this.#asking().find(({ id }) => id === asked)
  }

  #asking(): Question[] {
    return applicable(this.#questionnaire, valuesOf(this.session))
  }

  /** Asks what comes next, or ends. */
  #goOn(): void {
    const question = nextQuestion(this.#questionnaire, this.session, this.#by, this.#listener.now)
    if (question) return this.#ask(question)
    if (isComplete(this.#questionnaire, this.session)) {
      this.#happens({ kind: 'finished' })
      this.says.push({ kind: 'finished' })
      return
    }
    this.#happens({ kind: 'paused' })
    this.says.push({ kind: 'rest', left: this.#left() })
  }

  #left(): number {
    return this.#asking().filter(({ id }) => this.session.answers[id] === undefined).length
  }

  #ask(question: Question): void {
    const isAgain = this.#seat.asked === question.id
    const isFirst = Object.keys(this.session.answers).length === 0
    if (!isAgain) this.#happens({ kind: 'asked', question: question.id })
    const place = placeOf(this.#questionnaire, this.session, question.id)
    const picked = this.#seat.picked
    this.says.push({ kind: 'ask', question, place, picked, is: isAgain ? 'again' : isFirst ? 'first' : 'next' })
  }

  #sayAndAsk(said: Said): void {
    this.says.push(said)
    this.#goOn()
  }

  #tap(questionId: string, choiceId: string): void {
    const question = findQuestion(this.#questionnaire, questionId)
    const choice = question && choicesOf(question).find(({ id }) => id === choiceId)
    if (!question || !choice) return this.#sayAndAsk({ kind: 'old-button' })
    if (!this.#asking().includes(question)) return this.#sayAndAsk({ kind: 'no-longer-asked' })
    if (question.kind === 'multi') return this.#pick(question, choice.id)
    this.#answer(question, { kind: 'choice', choice: choice.id })
  }

  /** A choice of several: picked, or taken back when it was; 「特にない」 stands alone and needs no 「これでよい」. */
  #pick(question: Question, choiceId: string): void {
    if (this.#isHeldBy(question)) return this.#goOn()
    // A button of an answer given before: whoever presses it wants another answer.
    if (this.session.answers[question.id] && this.#seat.reopened !== question.id)
      this.#happens({ kind: 'reopened', question: question.id })
    if (this.#seat.asked !== question.id) this.#happens({ kind: 'asked', question: question.id })
    const { picked } = this.#seat
    const ids = picked.includes(choiceId) ? picked.filter((id) => id !== choiceId) : [...picked, choiceId]
    const chosen = choicesOf(question).filter(({ id }) => ids.includes(id))
    const reading = severalOf(chosen)
    if (reading.kind === 'refused') return this.#sayAndAsk({ kind: 'refused', reason: reading.reason, question })
    if (chosen.some(({ isExclusive }) => isExclusive) && reading.kind === 'value')
      return this.#answer(question, reading.value)
    this.#happens({ kind: 'picked', question: question.id, choices: chosen.map(({ id }) => id) })
    this.#ask(question)
  }

  #typed(text: string): void {
    const number = correctionIn(text)
    if (number !== undefined) return this.#correct(number)
    const question = this.#current
    const command = this.#listener.commandMeant(text)
    if (command && !(question && this.#isChoice(question, text))) return this.#command(command)
    if (!question) return this.#goOn()
    this.#read(question, this.#withPicked(question, readAnswer(question, text, this.#listenerOf(question))), text)
  }

  /** A list that is typed joins what was picked by taps. */
  #withPicked(question: Question, reading: Reading): Reading {
    const { picked } = this.#seat
    if (question.kind !== 'multi' || reading.kind !== 'value' || picked.length === 0) return reading
    const ids = [...picked, ...chosenIn(reading.value)]
    return severalOf(choicesOf(question).filter(({ id }) => ids.includes(id)))
  }

  #listenerOf(question: Question): Listener {
    return { ...this.#listener, wordsOf: (choice) => this.#listener.wordsOf(choice, question) }
  }

  /** The words of a choice win over a command that is spelled alike. */
  #isChoice(question: Question, text: string): boolean {
    return choicesOf(question).length > 0 && readAnswer(question, text, this.#listenerOf(question)).kind === 'value'
  }

  #read(question: Question, reading: Reading, text: string): void {
    if (reading.kind === 'value') return this.#answer(question, reading.value)
    if (reading.kind === 'refused') return this.#sayAndAsk({ kind: 'refused', reason: reading.reason, question })
    this.#happens({ kind: 'misunderstood', question: question.id })
    const how = [...text].length > STORY_LENGTH ? 'long' : this.#howMissed()
    this.#sayAndAsk({ kind: 'not-understood', question, how })
  }

  #howMissed(): 'plain' | 'example' | 'offer-human' {
    const { misses } = this.#seat
    if (misses >= 3) return 'offer-human'
    return misses === 2 ? 'example' : 'plain'
  }

  /**
   * Two people may have had the same question before them: the first answer stands until somebody opens it again, and the
   * second is told of it, unless it is the same.
   */
  #isHeldBy(question: Question, value?: Value): boolean {
    const before = this.session.answers[question.id]
    if (!before || before.by.personId === this.#by.personId || this.#seat.reopened === question.id) return false
    const isAgreed = value !== undefined && isSame(before.value, value)
    this.says.push(
      isAgreed
        ? { kind: 'noted', question, value }
        : { kind: 'answered-by-other', question, name: before.by.name, value: before.value },
    )
    return true
  }

  #answer(question: Question, value: Value): void {
    if (this.#isHeldBy(question, value)) return this.#goOn()
    const before = this.session.answers[question.id]
    this.#happens({ kind: 'answered', question: question.id, value })
    this.says.push({ kind: before ? 'corrected' : 'noted', question, value })
    this.#goOn()
  }

  #command(command: Command): void {
    const question = this.#current
    switch (command) {
      case 'back':
        return this.#back()
      case 'later':
        return this.#putOff(question)
      case 'stop':
        this.#happens({ kind: 'paused' })
        return void this.says.push({ kind: 'paused', left: this.#left() })
      case 'where':
        return this.#where(question)
      case 'what':
      case 'why':
        if (question) this.says.push({ kind: command === 'what' ? 'help' : 'why', question })
        return this.#goOn()
      case 'confirm':
        return this.#confirm(question)
    }
  }

  #back(): void {
    const { trail, reopened } = this.#seat
    const until = reopened === null ? trail.length : trail.indexOf(reopened)
    const asking = new Set(this.#asking().map(({ id }) => id))
    const before = trail.slice(0, Math.max(0, until)).findLast((id) => asking.has(id))
    this.#reopen(before === undefined ? undefined : findQuestion(this.#questionnaire, before), 'nothing-before')
  }

  #correct(number: number): void {
    this.#reopen(numbered(this.#questionnaire, this.session, this.#seat.asked, number), 'no-such-number')
  }

  #reopen(question: Question | undefined, otherwise: 'nothing-before' | 'no-such-number' | 'no-longer-asked'): void {
    if (!question || !this.#asking().includes(question)) return this.#sayAndAsk({ kind: otherwise })
    this.#happens({ kind: 'reopened', question: question.id })
    this.#goOn()
  }

  #putOff(question: Question | undefined): void {
    if (!question) return this.#goOn()
    this.#happens({ kind: 'put-off', question: question.id })
    this.#sayAndAsk({ kind: 'put-off' })
  }

  #where(question: Question | undefined): void {
    const next = question ?? nextQuestion(this.#questionnaire, this.session, this.#by, this.#listener.now)
    if (next) this.says.push({ kind: 'where', place: placeOf(this.#questionnaire, this.session, next.id) })
    this.#goOn()
  }

  #confirm(question: Question | undefined): void {
    const chosen = question ? choicesOf(question).filter(({ id }) => this.#seat.picked.includes(id)) : []
    if (!question || chosen.length === 0) return this.#goOn()
    this.#read(question, severalOf(chosen), '')
  }

  /** Several may be sent at once, by several people; a photo is added, and only an answer that was opened again begins anew. */
  #photo(questionId: string, photoId: string): void {
    const question = this.#asking().find(({ id }) => id === questionId)
    if (question?.kind !== 'photo') return this.#sayAndGoOn({ kind: 'no-longer-asked' })
    const before = this.session.answers[questionId]?.value
    const isAnew = this.#seat.reopened === questionId
    const count = before?.kind === 'photo' && !isAnew ? before.photoIds.length : 0
    if (count >= PHOTOS_MAX) return this.#sayAndGoOn({ kind: 'photo-refused', reason: 'enough' })
    if (count > 0) this.#happens({ kind: 'photo-added', question: questionId, photoId })
    else this.#happens({ kind: 'answered', question: questionId, value: { kind: 'photo', photoIds: [photoId] } })
    this.#sayAndGoOn({ kind: 'photo-taken', count: count + 1 })
  }

  #sayAndGoOn(said: Said): void {
    this.says.push(said)
    this.#goOnIfOpen()
  }

  #goOnIfOpen(): void {
    if (this.session.state === 'open') this.#goOn()
  }

  /** Whoever fills a form has seen what stood in it: only what differs is an answer, and it replaces what was there. */
  #filled(values: Readonly<Record<string, Value>>): void {
    this.put(values)
    if (isComplete(this.#questionnaire, this.session)) this.#goOn()
  }

  /** Of a finished session, too: what a hearing or a visit shows. */
  put(values: Readonly<Record<string, Value>>): void {
    for (const question of this.#asking()) {
      const value = values[question.id]
      if (value && this.#isNews(question, value)) this.#happens({ kind: 'answered', question: question.id, value })
    }
  }

  /** On site, what is as the firm had said is seen, too. */
  #isNews({ id }: Question, value: Value): boolean {
    const before = this.session.answers[id]
    return !before || !isSame(before.value, value) || (isOnSite(this.#by) && !isOnSite(before.by))
  }

  #nudge(): void {
    if (this.session.state === 'parked') return
    this.#happens({ kind: 'nudged' })
    this.says.push({ kind: 'nudge', left: this.#left() })
    const question = nextQuestion(this.#questionnaire, { ...this.session, putOff: {} }, this.#by, this.#listener.now)
    if (question) this.#ask(question)
  }
}

const isByTime = ({ kind }: Happening): boolean => kind === 'nudged' || kind === 'parked'

const isSame = (a: Value, b: Value): boolean => JSON.stringify(a) === JSON.stringify(b)

const CORRECTION =
  /^(?:問題?|q|第)?([0-9一二三四五六七八九十]+)(?:番目?|問目?)?(?:の(?:答え|回答|質問))?(?:を|に|へ|は|が)?.{0,12}?(?:直|なお|変え|かえ|変更|修正|訂正|まちがえ|間違え|戻)/u

/** The number in 「3番を直す」「３を直したい」「問3の答えを変更」「3番に戻る」. */
function correctionIn(typed: string): number | undefined {
  const number = CORRECTION.exec(folded(typed))?.[1]
  return number === undefined ? undefined : numberIn(number)
}
