/** What a person is told when something went wrong on our side, or a button is not theirs. */
export const errors = {
  apology: 'Sorry, something went wrong on our side. Our people know about it. You need not send it again.',
  retry: 'Sorry, we are very busy just now. Please wait a little and press again.',
  'unknown-tap': 'This button does not work now. Please use the buttons of the latest message.',
  'expired-tap': 'This button is too old. Please use the buttons of the latest message.',
  'not-yours': 'This button is meant for somebody else. If you need help, send “consult”.',
  'staff-only': 'Only the staff in charge can do this.',
  missing: '(these words are not ready yet)',
  'form-expired': 'This window is too old. Please close it and open it again.',
} as const
