import { deskBox } from './desk-box.ts'
import { deskClaim } from './desk-claim.ts'
import { deskConsultation } from './desk-consultation.ts'
import { deskDispatch } from './desk-dispatch.ts'
import { deskExample } from './desk-example.ts'
import { deskHealth } from './desk-health.ts'
import { deskHearing } from './desk-hearing.ts'
import { deskInstallation } from './desk-installation.ts'
import { deskOrder } from './desk-order.ts'
import { deskRemoteHelp } from './desk-remote-help.ts'
import { deskWarning } from './desk-warning.ts'

/** Tasks and copies in `#desk`. */
export const desk = {
  task: {
    fallback: '[Call] {{firm}} ({{phone}})',
    heading: 'Please telephone {{firm}}',
    phone: 'Telephone',
    'no-phone': 'no number on file',
    why: 'Reason',
    about: 'About',
    failed: 'Could not do',
    news: 'Since then',
    'news-done': '{{who}} answered “done”.',
    open: 'Nobody has taken it yet.',
    taken: '{{who}} has taken it.',
    done: '{{who}} has done it ({{at}}).',
    needless: 'No call is needed any more ({{at}}).',
    missed_one: 'Nobody picked up at {{at}} ({{count}} call). Please try again later.',
    missed_other: 'Nobody picked up at {{at}} ({{count}} calls). Please try again later.',
  },
  reason: {
    'no-answer': 'No answer to the notice.',
    stuck: 'The firm has stopped half-way.',
    cannot: 'The firm answered “I cannot”.',
    'busy-search': 'The firm is busy and asks us to look.',
    'wants-vendor': 'The firm passes it to maintenance and has no such company: please ask for a visit.',
    'wants-human': 'The firm wants to talk to a person.',
    'nobody-reachable': 'Nobody can be reached by chat.',
    undeliverable: 'The notice did not arrive.',
    'device-unknown': 'Nobody knows whose PC it is.',
  },
  whose: {
    named: 'Ask by telephone: who uses the PC named “{{name}}”? (Press the name once you know.)',
    used: 'Ask by telephone: whose is the PC that was in use at {{at}}? (Press the name once you know.)',
  },
  button: { take: 'Take it', missed: 'Nobody picked up', done: 'Call done' },
  refused: {
    taken: '{{who}} has already taken it.',
    done: 'This is already done.',
    known: 'It is known already: {{owner}}.',
  },
  copy: {
    fallback: 'A notice went to {{firm}}: {{title}}',
    heading: 'Copy of a notice: {{firm}} (nothing to do for the desk)',
  },
  /** `/otasuke` and a word of the menu. */
  recruiting: {
    submit: 'Done',
    flyer: {
      title: 'Make a flyer',
      made: 'The flyer is made. Its code: {{code}} (links for 30 days)',
      a4: 'A4 (PDF)',
      'tri-fold': 'Folded in three (PDF)',
      'no-line': 'No flyer could be made. Look at the settings of LINE, and at who hands it out.',
    },
    visit: { title: 'Write a visit down', kept: 'The visit to {{company}} is written down.' },
    meeting: {
      title: 'Call a meeting',
      called: 'People can sign up to “{{name}}”. The code at its door: {{door}}. /otasuke flyer makes a flyer.',
    },
    field: {
      way: 'Who hands it out',
      meeting: 'Which meeting',
      headline: 'Headline',
      company: 'Company',
      place: 'Place',
      day: 'Day',
      result: 'Result',
      memo: 'Note',
      kind: 'Kind',
      name: 'Name',
      starts: 'Begins',
      minutes: 'Minutes',
      seats: 'Seats',
    },
    'no-meeting': 'None: it leads to us',
    'one-meeting': '{{name}} ({{at}})',
    'headline-hint': 'Empty: “Are your company’s computers safe?”',
    'day-hint': 'Such as 2026-12-10',
    'place-hint': 'Empty: on the web',
    result: {
      'not-met': 'not met',
      visited: 'visited',
      considering: 'considering',
      joining: 'joining',
      declined: 'declined',
    },
    fault: {
      missing: 'Please fill this in.',
      day: 'That day cannot be read. Such as 2026-12-10',
      past: 'It has to be still to come.',
      minutes: 'How many minutes, as a number.',
    },
  },
  stage: {
    phase: '{{state}}　owner: {{owner}}　next: {{day}}',
    state: { todo: 'not begun', going: 'going', done: 'done' },
    nobody: 'nobody yet',
    'no-day': 'not fixed',
    off: 'Switched off: {{service}}',
    late_one: '{{count}} date is late',
    late_other: '{{count}} dates are late',
  },
  word: {
    'help-status': '/otasuke status FIRM: notices, what is looked into, and its sensors',
    'help-assets': '/otasuke devices FIRM: the devices its sensors have seen',
    'help-diagnosis': '/otasuke diagnosis FIRM: fill its diagnosis while telephoning (desk)',
    'help-checked': '/otasuke setup FIRM, /otasuke survey FIRM: write down what was found to be so (desk)',
    'help-hearing': '/otasuke hearing FIRM: book its hearing and note what came of it (desk)',
    'help-order': '/otasuke order FIRM: make a box ready, send it, and see it connected (desk)',
    'help-wiring': '/otasuke wiring FIRM: the drawing of how to plug it in (desk)',
    'help-boxes': '/otasuke revoke FIRM: stop a box that was lost, at once (desk)',
    'help-star': '/otasuke 星 FIRM: see and mend its security policy (desk)',
    'help-example': '/otasuke example FIRM: write an example, ask the firm, and publish it',
    'help-warning': '/otasuke warning: send a short warning to the firms of an area (analysts)',
    'help-call': '/otasuke phone FIRM, /otasuke mail FIRM: write a call or a mail down (desk)',
    'help-queue': '/otasuke list: the cases that wait (analysts)',
    'help-statistics': '/otasuke statistics: the alerts in charts (analysts)',
    'help-schedule': '/otasuke schedule: what is sent by itself; with a day, what would be sent then',
    'help-console': '/otasuke console: the firms and their import, in a browser',
    'help-rota': '/otasuke rota: who is on call at night; take a day, or be away (analysts)',
    'help-recruiting':
      '/otasuke flyer, /otasuke visit, /otasuke meeting: make a flyer, write a visit down, call a meeting',
    'help-stage': '/otasuke stage: how far the programme is, and what is late',
    consult: 'What firms ask of us (to talk, remote help, a visit) comes to the desk’s channel.',
    report:
      'The month’s health checks come to the analysts’ channel on its first business day. “/otasuke status FIRM” tells how a firm stands now.',
    'status-of': 'How {{firm}} stands now',
    'assets-of': 'Devices of {{firm}}',
    device: '{{name}} ({{ip}}): seen {{at}}',
    'no-devices': 'Its sensors have seen no device yet.',
  },
  unreachable: {
    fallback: '{{who}} of {{firm}} no longer gets our LINE messages',
    heading: 'LINE no longer arrives: {{firm}}',
    text: '{{who}} is no longer our friend on LINE ({{at}}). Please telephone for anything urgent.',
    others_one: '{{count}} other person of this firm can be reached on LINE.',
    others_other: '{{count}} other people of this firm can be reached on LINE.',
    nobody: 'Nobody else of this firm can be reached on LINE.',
  },
  reachable: {
    fallback: '{{who}} of {{firm}} gets our LINE messages again',
    text: '{{who}} ({{firm}}) is our friend on LINE again ({{at}}).',
  },
  joined: {
    fallback: 'The {{role}} of {{firm}} has joined',
    text: 'The {{role}} of {{firm}} has joined ({{who}}, {{at}}).',
  },
  left: '{{who}} of {{firm}} has left ({{at}}).',
  claim: deskClaim,
  consultation: deskConsultation,
  dispatch: deskDispatch,
  example: deskExample,
  warning: deskWarning,
  health: deskHealth,
  hearing: deskHearing,
  box: deskBox,
  order: deskOrder,
  installation: deskInstallation,
  'remote-help': deskRemoteHelp,
  responsible: {
    named: '{{who}} answers for security at {{firm}}.',
    ask: 'Please ask {{firm}} who answers for security. LINE reaches nobody there.',
  },
  own: { erased: 'Somebody of {{firm}} has erased their own record and left. Please check whom to contact.' },
  leaving: {
    begun: '{{firm}} has begun to leave. Boxes to come back: {{count}}. Please send them a prepaid label.',
    undone: '{{firm}} has taken back that it leaves.',
    erased: 'The records of a firm that has left ({{id}}) are erased, and its owner was sent the certificate.',
    emptied: '(Erased: the firm has left.)',
  },
  leak: {
    button: 'Leak helper',
    offered: '{{who}} has been sent the four questions about a leak.',
    nobody: 'Nobody who leads {{firm}} can be reached on LINE. Please telephone.',
  },
} as const
