import { findFirm } from '#db/firms.ts'
import { orderStanding } from '../order/firm-message.ts'
import { answer } from './answers.ts'
import { showAssets } from './assets.ts'
import { showBill } from './bill.ts'
import { showBoxes } from './box.ts'
import { showContractors, showMembers } from './contractors.ts'
import { askDesk } from './desk.ts'
import { showExample, withdrawExamples } from './examples.ts'
import { noticesAndCases, sensors } from './firm-standing.ts'
import { help } from './help.ts'
import { beginInstallation } from './installation.ts'
import { insurerDecides } from './insurer-decides.ts'
import { beginLeak } from './leak.ts'
import { askToLeave } from './leaving.ts'
import { endMonthlyCheck } from './no-check.ts'
import { showNotebook } from './notebook.ts'
import { askToEraseOwn, eraseOwn, showOwnRecord } from './own-record.ts'
import { showPlans } from './plans.ts'
import { showReport } from './report.ts'
import { showStage } from './stage.ts'
import type { Talk } from './talk.ts'
import { showHomeChecklists } from './todos.ts'
import type { GlobalWord } from './vocabulary.ts'
import { showWarning } from './warnings.ts'
import { watch } from './watch.ts'

/** The words that always work in a firm's chat. */
export async function sayWord(
  talk: Talk,
  word: Exclude<GlobalWord, 'diagnosis' | 'emergency'>,
  firm?: string,
): Promise<void> {
  switch (word) {
    case 'status':
      return status(talk)
    case 'consult':
    case 'remote':
    case 'visit':
      return askDesk(talk, word, firm)
    case 'leak':
      return beginLeak(talk, firm)
    case 'leave':
      return askToLeave(talk, 'show', firm)
    case 'firm-data':
      return askToLeave(talk, 'data', firm)
    case 'own-record':
      return showOwnRecord(talk)
    case 'own-erase':
      return askToEraseOwn(talk)
    case 'own-erase-sure':
      return eraseOwn(talk)
    case 'wiring':
    case 'trouble':
      return beginInstallation(talk, word, firm)
    case 'insurance':
      return insurerDecides(talk, firm)
    case 'what':
    case 'goal':
    case 'safe':
      return answer(talk, word)
    case 'help':
      return help(talk)
    case 'plans':
      return showPlans(talk, { isAll: false, ...(firm !== undefined && { firm }) })
    case 'bill':
      return showBill(talk, firm)
    case 'notebook':
      return showNotebook(talk, firm)
    case 'example':
      return showExample(talk, firm)
    case 'withdraw-example':
      return withdrawExamples(talk, firm)
    case 'warning':
      return showWarning(talk, firm)
    case 'no-check':
      return endMonthlyCheck(talk, firm)
    case 'box':
    case 'lost-box':
      return showBoxes(talk, word, firm)
    case 'stage':
      return showStage(talk)
    case 'order':
      return showOrders(talk)
    case 'assets':
      return showAssets(talk, firm)
    case 'contractor':
      return showContractors(talk, firm)
    case 'member':
      return showMembers(talk, firm)
    case 'home':
      return showHomeChecklists(talk, firm)
    case 'report':
      return showReport(talk, firm)
  }
}

/** How the firm stands right now, from what is really stored. */
async function status(talk: Talk): Promise<void> {
  for (const { firmId } of talk.firms) {
    const firm = await findFirm(talk.tx, firmId)
    talk.show({ kind: 'heading', text: { key: 'converse.status.heading', params: { firm: firm?.name ?? '' } } })
    talk.show(...(await noticesAndCases(talk.tx, firmId)), ...(await sensors(talk.tx, firmId)))
    talk.show(...(await orderStanding(talk.tx, firmId)))
    await watch(talk, firmId)
  }
}

/** 「機器はいつ？」 */
async function showOrders(talk: Talk): Promise<void> {
  const told = (await Promise.all(talk.firms.map(({ firmId }) => orderStanding(talk.tx, firmId)))).flat()
  if (told.length > 0) talk.show(...told)
  else talk.say({ key: 'order.none' })
}
