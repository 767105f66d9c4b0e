/** Who answers for security at a firm. */
export const responsible = {
  who: 'Who receives our messages and decides? No expert is needed.',
  still: 'Does {{who}} still answer for security? We ask once a year.',
  thanks: '{{who}} answers for security now. If that changes, tell us by “consult”.',
  gone: 'That person is no longer with this firm here. Please send “status” again.',
  button: { me: 'I do', keep: 'It stays so' },
} as const
