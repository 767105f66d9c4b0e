import type { VNode } from 'preact'
import { html } from '../html.ts'
import type { Invite, Round } from '../session.ts'
import type { Stage, Store } from '../stage.ts'
import type { LineUser } from '../world.ts'
import { locally } from './actions.ts'

interface CodesProps {
  store: Store
  stage: Stage
  user: LineUser
}

const ROLES: Readonly<Record<string, string>> = { owner: '代表の方', manager: '担当の方', worker: '働く方' }

/** The codes that this person holds in their hand, on paper; a press types and sends one. */
export function Codes({ store, stage, user }: CodesProps): VNode {
  const { firms, invites } = stage.session
  const isMember = firms.some(({ people }) => people.some(({ userId }) => userId === user.userId))
  const own = isMember ? undefined : invites.find(({ personName }) => personName === user.displayName)
  const others = invites.filter((invite) => invite !== own)
  const send = (code: string) => void store.act(({ line }) => line.act(user.userId, 'text', { text: code }))
  const rounds = stage.session.rounds.map((round) =>
    qr(round, { store, send, isMember: isMember || own !== undefined }),
  )
  return html`<div class="codes">
    ${isMember || own ? null : rounds}
    ${own ? html`<button type="button" class="code-own" onClick=${() => send(own.code)}>招待コードを送る<small>${own.firmName}　<code>${own.code}</code></small></button>` : null}
    <details class="codes-more">
      <summary>${own ? 'ほかの招待コード' : '招待コード'}</summary>
      <div class="codes-list">
        ${isMember || own ? rounds : null}
        ${others.map((invite) => html`<button type="button" key=${invite.code} class="code" onClick=${() => send(invite.code)}><code>${invite.code}</code><small>${whose(invite)}</small></button>`)}
        <button type="button" class="code" onClick=${() => send('ABCD-2345')}><code>ABCD-2345</code><small>でたらめなコード</small></button>
      </div>
      <form class="code-new" onSubmit=${(event: Event) => void makeAndSend(event, store, send)}>
        <select name="firm" aria-label="どの会社のコードか">${firms.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}</select>
        <select name="role" aria-label="役割">${Object.entries(ROLES).map(([role, name]) => html`<option value=${role}>${name}</option>`)}</select>
        <button type="submit" class="button">新しく作って送る</button>
      </form>
    </details>
  </div>`
}

/** Scanned: what it writes is sent. Whoever has no firm holds it first. */
function qr(
  { name, text, pageUrl }: Round,
  { store, send, isMember }: { store: Store; send: (code: string) => void; isMember: boolean },
): VNode {
  return html`<div class="code-qr" key=${text}>
    <button type="button" class=${isMember ? 'code' : 'code-own'} onClick=${() => send(text)}>QRを読んで送る<small>${name}　<code>${text}</code></small></button>
    <a href=${locally(store, pageUrl)} target="_blank" rel="noopener noreferrer">紙を見る</a>
  </div>`
}

const whose = ({ firmName, personName, role }: Invite): string =>
  `${firmName}　${personName}さん（${ROLES[role] ?? role}）`

async function makeAndSend(event: Event, store: Store, send: (code: string) => void): Promise<void> {
  event.preventDefault()
  const entered = new FormData(event.currentTarget as HTMLFormElement)
  const made = await store.act(({ admin }) => admin.invite(String(entered.get('firm')), String(entered.get('role'))))
  if (made) send(made.code)
}
