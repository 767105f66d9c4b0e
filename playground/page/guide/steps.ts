import type { Progress } from '../admin.ts'
import type { Pane } from '../looks.ts'
import type { Session } from '../session.ts'
import type { Scene } from '../world.ts'

/** One thing to do, where, and whether it has been done. */
export interface Step {
  title: string
  how: string
  pane: Pane
  isDone: boolean
}

interface Played {
  scene: Scene
  session: Session
  progress: Progress
}

/** The story in the order in which it happens. What is done is read from the world itself, so that any way of doing it counts. */
export function stepsOf({ scene, session, progress }: Played): Step[] {
  // Beside these firms there may be those of a pilot that was loaded.
  const isPlayed = ({ firmId }: { firmId: string }): boolean => session.firms.some(({ id }) => id === firmId)
  const [cases, notices] = [progress.cases.filter(isPlayed), progress.notices.filter(isPlayed)]
  const sent = notices.filter(({ sentAt }) => sentAt !== null)
  return [
    {
      title: '友だちになる',
      how: 'LINEで、佐々木さんの電話の「友だちに追加」を押します。',
      pane: 'line',
      isDone: scene.line.users.some(({ isFriend, blocked }) => isFriend || blocked),
    },
    {
      title: '会社に入る',
      how: '「招待コードを送る」を押し、聞かれたことに答えます（はい → 同意する → 名前）。',
      pane: 'line',
      isDone: session.firms.some(({ people }) => people.length > 0),
    },
    {
      title: '攻撃を起こす',
      how: 'センサーで、「パスワードを1,399回…」など、見本の記録を1つ押します。',
      pane: 'sensor',
      isDone: cases.length > 0,
    },
    {
      title: '引き受ける',
      how: 'Slackの #analysts に案件が来ました。「引き受ける」を押します。',
      pane: 'slack',
      isDone: cases.some(({ claimedBy }) => claimedBy !== null && claimedBy !== undefined),
    },
    {
      title: '通報する',
      how: '「通報する」を押し、会社に見える形を確かめて送ります。危険度「高」は、山田さんの承認が要ります。',
      pane: 'slack',
      isDone: sent.length > 0,
    },
    {
      title: '社長が答える',
      how: 'LINEに届いたお知らせのボタンを、どれか押します。',
      pane: 'line',
      isDone: sent.some(({ readAt }) => readAt !== null),
    },
    {
      title: '完了にする',
      how: '社長が1つずつ「できた」と答え終わったら、Slackの案件で「完了にする」を押します。',
      pane: 'slack',
      isDone: sent.some(({ state }) => state === 'done') || cases.some(({ state }) => state === 'closed'),
    },
    {
      title: '返事を待ってみる',
      how: '別の見本で通報し、答えずに時計を「＋1日」で2日進めます。2人目や窓口に回ります。',
      pane: 'clock',
      isDone: notices.some(({ told }) => told.length > 1) || cases.some(({ desk }) => desk?.reason === 'no-answer'),
    },
  ]
}
