/** What analysts and the desk are told when nobody at the firm answers; the firm's own words are `notice.opening`. */
export const ladder = {
  'on-call': {
    fallback: 'On call: no answer from {{firm}}',
    heading: 'No answer: {{firm}}',
    text: '{{firm}} has not answered the notice “{{title}}” for {{waited}}. The desk was asked to telephone.',
  },
  stuck: {
    fallback: 'On call: {{firm}} has stopped half-way',
    heading: 'Stopped half-way: {{firm}}',
    text: '{{firm}} has stopped at {{done}}/{{total}} of the notice “{{title}}”. The desk was asked to telephone.',
  },
  night: {
    fallback: 'On call: please telephone {{firm}}',
    heading: 'On call, please telephone: {{firm}}',
    text: '{{firm}} asks for a person about the notice “{{title}}”. The desk is closed. Telephone: {{phone}}',
  },
  emergency: {
    fallback: 'Emergency: please telephone {{firm}}',
    heading: 'Emergency: files may be held to ransom ({{firm}})',
    text: '{{who}} of {{firm}} calls for help. Take the card in the desk’s channel and telephone at once: {{phone}}',
  },
} as const
