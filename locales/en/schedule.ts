/** What happens by itself, as the staff reads it. */
export const schedule = {
  does: {
    'health-run': 'Drafts last month’s health checks and shows them to the analysts.',
    'advisory-digest': 'Sends a week’s advice to firms, together.',
    'monthly-check': 'Asks firms three questions, whether they keep their protection up.',
    'example-read': 'Sends firms one example from nearby.',
    responsible: 'Asks whether the same person still answers for a firm.',
    retention: 'Takes away what is kept no longer.',
    once: 'A reminder or a deadline of something that was begun.',
  },
  heading: 'What comes from {{from}} on',
  none: 'Nothing is planned.',
  line: '{{at}}  {{does}} ({{count}})',
  more: 'and {{count}} more',
  how: '/otasuke schedule 12/1 tries what would be sent on that day. Nothing is sent.',
  unread: 'That is no day. For example: /otasuke schedule 12/1',
  rehearsed: 'What would be sent on {{day}}, as things stand',
  'rehearsed-none': 'On {{day}} nothing would be sent, as things stand.',
  'rehearsed-line': '{{at}}  {{does}} ({{tried}} of {{count}} were tried)',
  left: 'What follows for {{count}} more was only counted.',
  message: '{{count}} to {{to}}',
} as const
