/** What analysts are told when one of them is called out, and operations when nobody answers the call. */
export const call = {
  'new-case': {
    fallback: 'On call: a grave case at {{firm}}',
    heading: 'On call, please look: {{firm}}',
    text: 'A case “{{title}}” has come up. The desk is closed, and nobody has taken it yet.',
  },
  'no-answer': {
    fallback: 'On call: no answer from {{firm}}',
    heading: 'No answer: {{firm}}',
    text: '{{firm}} has not answered the notice “{{title}}” for {{waited}}. Telephone: {{phone}}',
  },
  stuck: {
    fallback: 'On call: {{firm}} has stopped half-way',
    heading: 'Stopped half-way: {{firm}}',
    text: '{{firm}} has stopped at {{done}}/{{total}} of the notice “{{title}}”. Telephone: {{phone}}',
  },
  night: {
    fallback: 'On call: please telephone {{firm}}',
    heading: 'On call, please telephone: {{firm}}',
    text: '{{firm}} asks for a person about the notice “{{title}}”. The desk is closed. Telephone: {{phone}}',
  },
  emergency: {
    fallback: 'Emergency: please telephone {{firm}}',
    heading: 'Emergency: files may be held to ransom ({{firm}})',
    text: '{{onCall}}, please. {{who}} of {{firm}} calls for help. Take the card in the desk’s channel and telephone at once: {{phone}}',
  },
  anybody: 'Everybody on call',
  take: 'Take it',
  asked: '{{at}} {{who}} was called. Until somebody takes it, the next one is called every 5 minutes.',
  taken: '{{at}} {{who}} has taken it.',
  'taken-before': '{{who}} took it at {{at}}.',
  over: 'This call is over.',
  unheard:
    'Everybody on call was called, and nobody has taken it: {{firm}}, “{{title}}”. They are called again in order. Telephone: {{phone}}',
  rota: {
    none: 'There is no rota yet. At night they are called in this order: {{names}}',
    heading: 'On call (handed over at {{at}})',
    day: '{{day}}　{{who}} (then {{next}})',
    alone: '{{day}}　{{who}} (then nobody)',
    hole: '{{day}}　Nobody. All are called in order.',
    how: 'To take a day: /otasuke rota take 12/1. To be away: /otasuke rota off 12/29 1/3',
    changed: 'The rota was changed.',
    unread:
      'That could not be read. Analysts can change it, e.g. /otasuke rota take 12/1 or /otasuke rota off 12/29 1/3',
  },
  hole: 'Nobody stands in the rota for today. All analysts are called in order: {{firm}}, “{{title}}”. Please mend the rota.',
  nobody: 'There is no analyst to call: {{firm}}, “{{title}}”. Telephone: {{phone}}',
} as const
