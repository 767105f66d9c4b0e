import type { VNode } from 'preact'
import type { Control } from '../control.ts'
import { h, html } from '../html.ts'
import { openHere, pictureAddress } from '../line/actions.ts'
import { OwnPicture } from '../own-picture.ts'
import { type Stage, type Store, useStage } from '../stage.ts'
import type { Json, SlackMessage } from '../world.ts'
import { Channel, Thread } from './channel.ts'
import type { Desk } from './desk.ts'
import { Modal } from './modal.ts'
import { Sidebar } from './sidebar.ts'

/** The workspace as one of its people sees it. */
export function Workspace({ store }: { store: Store }): VNode {
  const stage = useStage(store)
  const { looks, scene } = stage
  const desk = deskOf(store, stage)
  const press = (message: SlackMessage, blockId: string, element: Json, value: string | undefined) =>
    store.act(({ slack }) =>
      slack.act(looks.slackUserId, 'press', {
        channel: looks.channelId,
        ts: message.ts,
        blockId,
        actionId: element.action_id,
        ...(value === undefined ? {} : { value }),
      }),
    )
  const view = scene.slack.views[looks.slackUserId]?.at(-1)
  return html`<section class="pane slack-pane" id="slack" aria-label="Slack" tabindex="-1" onClick=${(event: MouseEvent) => openHere(store, event)}>
    ${h(Sidebar, { store, stage, isInert: view !== undefined })}
    <div class="slack-main" inert=${view !== undefined}>
      ${h(Channel, { store, stage, desk, press })}
      ${looks.threadTs ? h(Thread, { store, stage, desk, press, threadTs: looks.threadTs }) : null}
    </div>
    ${view ? h(Modal, { store, view, desk, key: view.id }) : null}
  </section>`
}

function deskOf(store: Store, { scene, looks }: Stage): Desk {
  const names = new Map<string, string>([
    ...scene.slack.users.map(({ id, realName }) => [id, realName] as const),
    ...scene.slack.channels.map(({ id, name }) => [id, name] as const),
  ])
  return {
    names: (id) => names.get(id),
    picture: (url) => pictureAddress(store, url),
    file: (id, name) =>
      html`<${OwnPicture} store=${store} look="block-image wide" alt=${name} ask=${({ slack }: Control) => slack.file(id)} />`,
    remove: (ts) => void store.act(({ slack }) => slack.remove(looks.channelId, ts)),
    press: async () => undefined,
  }
}
