export const deskBox = {
  heading: 'Settings of a box: {{firm}} ({{site}})',
  lost: 'Revoke it (lost)',
  opened: 'The boxes of {{firm}} stand in the desk’s channel. Press “Revoke it” on the one to stop.',
  none: '{{firm}} has no box that could be stopped.',
  state: {
    now: 'as it is set now',
    lost: 'revoked ({{at}} {{who}}): it was lost. Another is made ready on the order’s card',
    requested: 'asked for ({{at}} {{who}})',
    fetched: 'the box has them ({{at}})',
    applied: 'at work ({{at}}); looked at for ten minutes',
    confirmed: 'confirmed ({{at}})',
    undone: {
      asked: 'undone ({{at}} {{who}})',
      silent: 'undone ({{at}}): nothing came for ten minutes',
      box: 'undone ({{at}}): the box went back by itself',
      unfetched: 'given up ({{at}}): the box was not reached for a day',
    },
  },
} as const
