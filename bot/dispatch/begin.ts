import type { Action } from '#db/actions.ts'
import type { Option } from '#engine/message.ts'
import type { FlowContext } from '../flow.ts'
import { remoteHelpFor } from '../remote-help/lanes.ts'
import { helpTap } from '../remote-help/taps.ts'
import { dispatchFor } from './lanes.ts'
import { dispatchTap } from './work.ts'

interface About {
  /** A consultation's or a case's id. */
  about: string
  regionId: string
  firmId: string
}

/** 「遠隔で助ける」, as it stands on the card of what it is about. */
export function remoteHelpBegins(app: FlowContext, { about, ...place }: About): Begin {
  const ask = helpTap(app, { id: remoteHelpFor(about), ...place }, 'ask')
  return { option: { label: { key: 'desk.remote-help.button.ask' }, token: ask.token }, actions: [ask] }
}

/** 「駆け付けを頼む」: what opens the form is granted together with what comes back from it. */
export function dispatchBegins(app: FlowContext, { about, ...place }: About): Begin {
  const [open, submit] = (['open-request', 'submit-request'] as const).map((command) =>
    dispatchTap(app, { id: dispatchFor(about), ...place }, command),
  ) as [Action, Action]
  return { option: { label: { key: 'desk.dispatch.button.open-request' }, token: open.token }, actions: [open, submit] }
}

export interface Begin {
  option: Option
  actions: Action[]
}
