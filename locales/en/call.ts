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
    title: 'an emergency',
    fallback: 'Emergency: please telephone {{firm}}',
    heading: 'Emergency: files may be held to ransom ({{firm}})',
    text: '{{onCall}}, please. {{who}} of {{firm}} calls for help. Press “Take it” and telephone at once: {{phone}}',
  },
  anybody: 'Everybody on call',
  take: 'Take it',
  asked: '{{at}} {{who}} was called. Until somebody takes it, the next ones are called in turn.',
  taken: '{{at}} {{who}} has taken it.',
  'taken-before': '{{who}} took it at {{at}}.',
  over: 'This call is over.',
  'go-on': 'I am at it',
  checked:
    '{{at}} {{who}}, who has taken it, are you at it? Without an answer within 5 minutes the next one is called.',
  expired: '{{at}} {{who}}, who had taken it, does not answer. The next one is called.',
  unheard:
    'Everybody on call was called, {{rounds}} times over, and nobody has taken it: {{firm}}, “{{title}}”. They are called again in order. Please telephone those on call: {{phones}}. The firm’s telephone: {{phone}}',
  'no-phones': 'no numbers stand in the rota',
  rota: {
    none: 'There is no rota yet. At night they are called in this order: {{names}}',
    heading: 'On call (handed over at {{at}})',
    day: '{{day}}　{{who}} (then {{next}})',
    alone: '{{day}}　{{who}} (then nobody)',
    hole: '{{day}}　Nobody. All are called in order.',
    how: 'To take a day: /otasuke rota take 12/1. To be away: /otasuke rota off 12/29 1/3',
    now: '{{who}} is on call now; {{next}} is called next.',
    'now-alone': '{{who}} is on call now; nobody is called after them.',
    button: { swap: 'Swap', away: 'Be away', 'hand-over': 'Hand over' },
    form: {
      who: 'Who instead',
      from: 'From',
      until: 'Until',
      'day-hint': 'Like 12/1. A turn lasts from the hour of handing over on that day until the next day.',
      words: 'To be passed on (optional)',
      submit: 'Set',
      'bad-day': 'Write the day like 12/1. The last day is not before the first.',
    },
    told: {
      swap: '{{by}} has changed the rota: from {{from}} until {{until}} it is {{who}}.',
      away: '{{by}} is away from the rota from {{from}} until {{until}}.',
      'hand-over': '{{by}} has handed the present turn over to {{who}}.',
    },
    changed: 'The rota was changed.',
    unread:
      'That could not be read. Analysts can change it, e.g. /otasuke rota take 12/1 or /otasuke rota off 12/29 1/3',
  },
  hole: 'Nobody stands in the rota for today. All analysts are called in order: {{firm}}, “{{title}}”. Please mend the rota.',
  nobody: 'There is no analyst to call: {{firm}}, “{{title}}”. Telephone: {{phone}}',
} as const
