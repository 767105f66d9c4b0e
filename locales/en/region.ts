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
  page: {
    title: 'The region: {{title}}',
    round: 'Answers to the survey of “{{name}}”',
    note: '“Hidden: fewer than 5 firms” keeps single firms from being known. What could be worked out by subtracting is hidden, too.',
    signs: '▼ is a field below the mean of all fields. △ is one at the mean or above.',
    few: 'Hidden: fewer than 5 firms',
    'made-up': 'A made-up region (架空). Every figure is invented.',
    own: 'Mean of this region’s firms (N = {{firms}})',
    whole: 'Mean of all fields {{percent}}% (N = {{firms}})',
    n: ' (N = {{firms}})',
    answered: 'Firms that answered anything',
    picture: 'See the charts as one picture',
  },
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
