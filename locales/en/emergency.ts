export const emergency = {
  heading: 'First, do these three things',
  step: {
    unplug: 'Pull out the network cable. Switch Wi-Fi off.',
    'keep-on': 'Do not turn the computer off.',
    'do-not-pay': 'Do not pay. Do not delete any file, nor what is on the screen.',
  },
  outside: 'You can also get help from outside.',
  contact: {
    ipa: 'IPA (for companies)',
    police: 'Police (110 if it is urgent)',
    jpcert: 'JPCERT/CC',
  },
  ask: 'Does a screen ask you for money? Have the names of files changed by themselves?',
  button: { yes: 'Yes', no: 'No' },
} as const
