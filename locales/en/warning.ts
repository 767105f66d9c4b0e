/** A warning to all firms of an area, as their people read it. */
export const warning = {
  heading: 'A warning to your area',
  todo: 'To do today',
  button: { done: 'Done', also: 'We got it too', stop: 'No more of these', consult: 'Talk to a person' },
  thanks: {
    done: 'Thank you. That is all there is to do.',
    also: 'Thank you for telling us. The desk knows. If you opened it or pressed anything, press “Talk to a person”.',
    stop: 'All right, no more warnings. When something happens at your own firm we still tell you. Send “warning” to have them again.',
  },
  none: 'There is no warning now. When there is one, it comes here.',
} as const
