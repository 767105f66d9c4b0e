import type { FlowContext } from './flow.ts'
import type { Speaker } from './say.ts'

/** What a form is made with inside a call, and its faults are told with. */
export interface FormMaker {
  speaker: Speaker
  /** The context of this instant; its `now` is business time. */
  context: () => FlowContext
}
