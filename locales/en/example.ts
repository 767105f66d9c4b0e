export const example = {
  heading: 'An example from nearby: {{who}}',
  who: {
    both: 'a firm in {{industry}}, {{size}}',
    trade: 'a firm in {{industry}}',
    size: 'a firm, {{size}}',
    neither: 'a firm of the region',
  },
  size: {
    'up-to-10': 'up to 10 people',
    'up-to-20': '11 to 20 people',
    'up-to-50': '21 to 50 people',
    'over-50': 'more than 50 people',
    small: 'up to 50 people',
  },
  row: { happened: 'What happened', helped: 'What helped', cost: 'What it cost', source: 'Source' },
  free: 'nothing',
  cost: '{{yen}} yen',
  fault: {
    missing: 'Please write this.',
    telling: 'These words tell which firm it is: {{words}}. Please say it otherwise.',
    jargon: 'These words are hard to understand: {{words}}.',
  },
  ask: {
    heading: 'May we tell others?',
    first:
      'May we show what happened at your firm to the other firms of the region? It helps them not to suffer the same.',
    again: 'We asked you this before. If you would rather not, leave it as it is. We will not ask again.',
    nameless: 'No name of a firm or a person is shown. Only the following text is.',
    withdrawing:
      'You can withdraw it at any time: send “withdraw the example”. What has reached others on LINE by then cannot be taken back.',
  },
  button: {
    agree: 'You may show it',
    refuse: 'Do not show it',
    correct: 'Please change it',
    withdraw: 'Withdraw it',
    next: 'Another example',
    stop: 'No more of these',
  },
  told: {
    agree: 'Thank you. Somebody looks at it once more, and then it is shown without any name.',
    refuse: 'Understood. It is shown nowhere.',
    correct: 'Understood. Somebody will ask you what to change. You will see the new text first.',
    withdraw:
      'The example is withdrawn. Nobody is shown it any more. What has reached others on LINE cannot be taken back.',
    stop: 'Understood. No more are sent. Send “example” whenever you would like to see one.',
    published: 'The example of your firm is shown now, without any name. You can withdraw it at any time.',
  },
  refused: {
    'old-text': 'This button belongs to an earlier text. The text is another one now.',
    already: 'That is so already.',
    over: 'This example is over.',
    'not-now': 'That is not possible now.',
  },
  monthly: 'Once a month we send you one thing that happened at a firm nearby.',
  none: 'There is no example to show yet. Send “example” later.',
  'no-more': 'These are all the examples.',
  'leaders-only': 'The head of the firm decides this.',
  'nothing-to-withdraw': 'There is no example of your firm now.',
} as const
