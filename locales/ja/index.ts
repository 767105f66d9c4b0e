import { answers } from './answers.ts'
import { asset } from './asset.ts'
import { box } from './box.ts'
import { call } from './call.ts'
import { caseTexts } from './case.ts'
import { common } from './common.ts'
import { console } from './console.ts'
import { consultation } from './consultation.ts'
import { contractor, member } from './contractor.ts'
import { converse } from './converse.ts'
import { countermeasures } from './countermeasures.ts'
import { desk } from './desk.ts'
import { dialogue } from './dialogue.ts'
import { discord } from './discord.ts'
import { emergency } from './emergency.ts'
import { enrolment } from './enrolment.ts'
import { errors } from './errors.ts'
import { example } from './example.ts'
import { firmlist } from './firmlist.ts'
import { health } from './health.ts'
import { hearing } from './hearing.ts'
import { inquiry } from './inquiry.ts'
import { installation } from './installation.ts'
import { insurance } from './insurance.ts'
import { kinds } from './kinds.ts'
import { leak } from './leak.ts'
import { leaving } from './leaving.ts'
import { measures } from './measures.ts'
import { meeting } from './meeting.ts'
import { money } from './money.ts'
import { month } from './month.ts'
import { notebook } from './notebook.ts'
import { notice } from './notice.ts'
import { operations } from './operations.ts'
import { order } from './order.ts'
import { own } from './own.ts'
import { plan } from './plan.ts'
import { programme } from './programme.ts'
import { questionnaires } from './questionnaires/index.ts'
import { region } from './region.ts'
import { remote } from './remote.ts'
import { responsible } from './responsible.ts'
import { result } from './result.ts'
import { round } from './round.ts'
import { schedule } from './schedule.ts'
import { sheet } from './sheet.ts'
import { stage } from './stage.ts'
import { star } from './star.ts'
import { statistics } from './statistics.ts'
import { templates } from './templates.ts'
import { todo } from './todo.ts'
import { visit } from './visit.ts'
import { warning } from './warning.ts'

export const ja = {
  answers,
  asset,
  box,
  case: caseTexts,
  common,
  console,
  consultation,
  contractor,
  member,
  converse,
  countermeasures,
  desk,
  dialogue,
  discord,
  emergency,
  enrolment,
  errors,
  example,
  firmlist,
  warning,
  health,
  hearing,
  installation,
  insurance,
  inquiry,
  kinds,
  call,
  leak,
  leaving,
  measures,
  meeting,
  money,
  month,
  notebook,
  notice,
  operations,
  order,
  own,
  plan,
  programme,
  questionnaires,
  region,
  remote,
  responsible,
  result,
  round,
  stage,
  star,
  schedule,
  sheet,
  statistics,
  templates,
  todo,
  visit,
} as const
