export const stage = {
  heading: 'Where the programme of {{region}} stands',
  now: 'It is in the phase “{{phase}}” (number {{place}} of 5).',
  next: 'Next comes {{day}}.',
  'no-day': 'The next day is not fixed yet.',
  phase: {
    preparing: 'preparation',
    recruiting: 'recruiting',
    running: 'running',
    reporting: 'reporting',
    continuing: 'going on',
  },
  meaning: {
    preparing: 'Everything is being made ready.',
    recruiting: 'We are looking for companies that take part.',
    running: 'We look after the companies together.',
    reporting: 'We tell what was found.',
    continuing: 'How to go on is being decided.',
  },
  service: {
    diagnosis: 'check-up',
    consultation: 'advice',
    sensor: 'watching',
    incident: 'help when something happens',
  },
  off: {
    diagnosis: 'The check-up rests in this region just now. It comes back to the menu when it begins.',
    consultation: 'Advice rests in this region just now. It comes back to the menu when it begins.',
    sensor: 'Watching rests in this region just now. It comes back to the menu when it begins.',
    incident: 'Remote help and visits rest in this region just now.',
    ask: 'If you need help, send “consult”. If it is urgent: “emergency”.',
    others: 'If it is urgent, send “emergency”.',
  },
} as const
