/** A month's health checks as analysts draft and approve them. */
export const deskHealth = {
  heading: 'Health check: {{firm}} ({{month}})',
  'list-heading': 'Health checks of {{month}}: {{count}} firms',
  'list-intro': 'Firms with an A or B, as last month. They can be sent together, without a comment.',
  'list-line': '{{firm}}: {{letter}}. {{compared}}',
  'list-more': 'and {{count}} more',
  before: 'Last month',
  'no-before': 'None',
  reason: 'Why',
  comment: 'Comment',
  'no-comment': 'None yet',
  'finding-line': '{{count}} ({{open}} open)',
  state: {
    draft: 'A draft. Please write a comment and approve it.',
    approved:
      '{{who}} has approved it ({{at}}). Nobody who leads the firm can be reached on LINE, so it is not sent yet.',
    sent: '{{who}} has approved it, and it was sent ({{at}}).',
    read: 'The firm has read it ({{at}}).',
    shared: 'The firm has shown it to its chamber ({{at}}).',
  },
  'list-state': { draft: 'Not approved yet.', approved: '{{who}} has approved all of them ({{at}}).' },
  button: { 'open-comment': 'Write a comment', approve: 'Approve and send', 'approve-all': 'Approve all' },
  form: {
    title: 'Comment',
    submit: 'Keep it',
    intro: 'The firm reads it as it is. Two or three sentences, with what gets better by mending.',
    comment: 'Comment',
  },
  fault: { missing: 'Please write a comment.', hard: 'There are hard words: {{words}}.' },
  changed: '{{firm}}: counted anew, its letter has changed. Please look at its card and approve again.',
} as const
