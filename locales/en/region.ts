/** The view of a whole region, for the chamber and the operator. */
export const region = {
  hidden: 'hidden',
  steps: {
    heading: 'How far firms have come',
    firms: 'Firms in the region',
    members: 'Firms in the chat',
    started: 'Firms that began',
    section: 'Firms that answered as far as “{{section}}”',
    finished: 'Firms that answered everything',
  },
  standing: {
    heading: 'Where firms have stopped',
    line: 'Before “{{question}}”',
  },
  axes: {
    heading: 'Means by field',
    all: 'All firms',
    'no-industry': 'Firms of unknown industry',
  },
  downgraded: {
    heading: 'Answers that turned out otherwise',
  },
  answer: { unknown: 'Don’t know', unanswered: 'No answer', unasked: 'Not asked', downgraded: 'Less when looked at' },
  cross: { heading: '“{{row}}” against “{{column}}”' },
  column: {
    part: 'Table',
    question: 'Question',
    item: 'Item',
    answer: 'Answer',
    of: 'Firms asked',
    firms: 'Firms',
    percent: 'Per cent',
    industry: 'Industry',
  },
} as const
