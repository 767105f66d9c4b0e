export const deskBox = {
  heading: 'Settings of a box: {{firm}} ({{site}})',
  state: {
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
