export const insurance = {
  decides: {
    who: 'The insurer decides. We cannot promise anything here.',
    handed:
      'Somebody who is licensed will explain. We have passed it on to the desk: write here what you want to know.',
  },
} as const
