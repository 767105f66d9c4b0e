/** What a firm reads while people answer it. */
export const consultation = {
  from: 'From {{name}} (your adviser)',
  'from-with-photo': 'From {{name}} (your adviser), with a photo.',
  photo: 'A photo from your adviser',
  template: {
    looking: 'We have seen it and are looking into it. We write here once we know.',
    asking: 'Please tell us a little more. Write the words on the screen just as they are.',
    checking: 'How is it now? If it works again, please write so.',
  },
  known: {
    'from-desk': 'The same was asked before (the desk, {{month}}).',
    'from-the-start': 'This is often asked (the desk).',
    ask: 'Does this answer it?',
    helped: 'This answers it',
    another: 'Another answer',
    person: 'Ask a person',
    thanks: 'Good. If you need help again, just write here.',
    told: 'The desk knows of it. Please wait for its answer.',
  },
  amended: 'From {{name}} (the desk): what I wrote before is now this.',
  withdrawn: 'From {{name}} (the desk): please take these words as not said.',
  'taken-over': 'From now on {{name}} (the desk) answers you.',
  matter: { consult: 'your question', remote: 'remote help', visit: 'the visit', emergency: 'the emergency' },
  solved: 'We take {{matter}} as settled. When something is wrong again, please send 相談.',
  released:
    'Nothing was said of {{matter}} for a while, so the automatic answers are back. To go on, write here. Our people get it.',
} as const
