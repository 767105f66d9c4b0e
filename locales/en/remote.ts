export const remote = {
  ask: {
    heading: 'May we help you from afar?',
    how: '{{who}} of the help desk will help you by telephone and on the screen.',
    stop: 'Your screen is seen only while you show it. You can stop at any time.',
    cost: 'It costs nothing.',
  },
  button: { agree: 'Yes, please', decline: 'No, thank you' },
  told: {
    agreed: 'Thank you. Somebody will call you now.',
    declined: 'All right, nothing will be done. If you need help, send “consult”.',
    begun: '{{who}} is about to help you. Please answer the telephone.',
    solved: 'It is solved. If you need help again, send “consult”.',
    difficult:
      'It could not be solved from afar. We are thinking about sending somebody. Please wait for our next message.',
  },
  refused: {
    already: 'It is so already.',
    'not-agreed': 'The firm has not agreed yet.',
    'not-now': 'That cannot be done now.',
  },
} as const
