/** Cards in `#operations`: for those who keep the service running. */
export const operations = {
  poison: {
    fallback: 'An event cannot be processed: {{kind}}',
    text: '{{kind}} ({{lane}}) failed {{count}} times. It was set aside and the lane goes on.',
  },
  'dead-letter': {
    fallback: 'A message could not be sent: {{reason}}',
    text: 'Not sent to {{to}} on {{platform}}. Reason: {{reason}}',
  },
  health: {
    progress:
      'Health checks of {{month}}: {{approved}} of {{firms}} firms are approved. LINE has taken {{sent}}, {{waiting}} wait to be sent, the desk brings {{desk}}.',
  },
  quota: {
    exhausted: 'This month’s LINE messages are used up. Only notices go out, from the reserve.',
    dropped: 'This month’s LINE messages will not last. Examples and monthly checks are not sent any more this month.',
    'ask-to-see':
      'Few of this month’s LINE messages are left. Health checks are not sent, and shown to firms that say “report”.',
    forecast:
      'Of this month’s {{limit}} LINE messages {{used}} are used. At its end it will be {{end}} ({{reserve}} are kept for incidents alone).',
    enough: 'They will last.',
    short: 'They will not last. What is not sent any more, the first to go first: {{what}}.',
    plan: 'A plan of {{plan}} a month would be enough.',
    kinds: { campaign: 'examples and monthly checks', report: 'health checks', conversation: 'all but incidents' },
  },
  batch: {
    fallback: 'A batch cannot be read: {{firm}}',
    parked: 'Batch {{number}} of {{firm}} failed {{count}} times.',
  },
  trial: {
    today_one: 'On trial, “{{rule}}”: {{count}} alert on {{day}}',
    today_other: 'On trial, “{{rule}}”: {{count}} alerts on {{day}}',
    firm_one: '{{count}} alert',
    firm_other: '{{count}} alerts',
    more_one: 'And {{count}} more firm.',
    more_other: 'And {{count}} more firms.',
    meaning: 'It is on trial, so no case was made. Make it active if it is good, off if it is too much.',
  },
  sla: {
    fallback: 'A promise was missed: {{firm}}',
    breach: '“{{kind}}” ({{severity}}) at {{firm}} was not decided within the promised time ({{limit}}).',
    desk: 'Nobody of the desk has answered {{who}} of {{firm}} within the promised {{limit}} of business time.',
  },
  sensor: {
    silent: 'Nothing has come from the sensor of {{firm}} ({{site}}) since {{since}}.',
    check:
      'First check its power and its network cable. Where people switch it off when they leave, it comes back when they do.',
    heard: 'It is heard again. The sensor of {{firm}} ({{site}}) was silent from {{since}} to {{until}} ({{span}}).',
    stopped: 'The sensor of {{firm}} ({{site}}), silent since {{since}}, was taken out of service.',
    box: 'Sensor',
    type: 'Type',
    types: { office: 'Office', 'small-office': 'Small office', home: 'Home' },
    status: { working: 'Working', silent: 'Silent', stopped: 'Stopped' },
  },
  visit: {
    due: 'Companies that were visited in {{region}} wait for a next step ({{count}}).',
    line: '{{company}} ({{place}}): {{step}}, by {{day}}, {{name}}',
  },
  target: {
    behind:
      'Fewer apply in {{region}} than planned: {{applied}}, and {{expected}} were to (of {{firms}} until {{until}}).',
    suggest: 'Think of one more meeting: /otasuke meeting calls one.',
  },
  application: { new: 'A new application: {{company}}. Register the firm and send it an invite code.' },
  plan: {
    wished: '{{region}}: {{who}} of {{firm}} wishes for “{{plan}}” ({{price}}).',
    dropped: '{{region}}: {{firm}} has taken its wish back.',
    start: 'Begin today',
    started: '“{{plan}}” of {{firm}} has begun today; the firm was told.',
    over: 'There is no such wish any more.',
  },
  money: {
    closed: '{{month}} of {{region}} is closed: {{entered}} entries in the book.',
    'to-bill': 'Not billed yet: {{yen}} yen. The console issues the invoices.',
    'to-pay': 'To be paid (to the operator and the vendors): {{yen}} yen.',
    unpriced:
      '{{firm}}: nobody knows how many PCs it has, so its fee is not in the book. Enter them and close the month again.',
    more: 'and {{count}} more',
    late: '{{who}}, please ({{region}}): {{count}} invoices are late, {{yen}} yen together.',
    'late-nobody': '{{region}}: {{count}} invoices are late, {{yen}} yen together, and there is nobody to ask.',
    'late-call': 'The firms were told on LINE. Call them if nothing comes within two weeks.',
    'left-billed': 'A firm that has left ({{id}}) was given its last invoice, no. {{number}} ({{yen}} yen).',
    'left-unbilled':
      'A firm that has left ({{id}}) owes {{yen}} yen that was never billed: nobody issues invoices here.',
    'left-unpriced': 'The last fee of a firm that has left ({{id}}) is in no book: nobody knew how many PCs it had.',
  },
  milestone: {
    late_one: '{{count}} date has passed ({{region}}).',
    late_other: '{{count}} dates have passed ({{region}}).',
    line: '{{says}} ({{day}})',
    'line-of': '{{firm}}: {{says}} ({{day}})',
    more: 'and {{count}} more',
    how: 'Once it is done, say so with “otasuke milestone done ID”.',
  },
  report: {
    finished: 'The programme of {{region}} is over: version {{version}} of its report is final.',
    how: 'See it with `otasuke programme show {{id}}`, correct it with `otasuke programme finish {{id}}`.',
  },
  invites: {
    fallback: 'Repeated wrong invite codes',
    text: 'Somebody on {{platform}} was wrong {{count}} times within an hour and has to wait.',
  },
} as const
