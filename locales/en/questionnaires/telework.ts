/** For each person who works at home, about that home alone. */
export const telework = {
  title: 'Diagnosis for work at home',
  intro: 'We ask 10 questions about protection when you work at home. Your answers tell about your home only.',
  section: { rules: 'Rules', wireless: 'Wireless at home', router: 'The box at the door', device: 'Your device' },
  choice: { unused: 'None at home' },
  word: { unused: 'none|not used|no wireless|not applicable' },
  q: {
    t1: {
      ask: 'Do you know the firm’s rules for work at home, and keep to them?',
      short: 'Rules at home',
      help: 'What may be taken home, which services may be used. If there are no rules: “We do not”.',
      why: 'At home nobody is beside you to be asked.',
    },
    t2: {
      ask: 'Do you work only with devices that the firm chose?',
      short: 'Devices allowed',
      help: 'The firm’s computer, or your own if you were told that you may use it.',
      why: 'Nobody knows what is inside a family computer.',
    },
    t3: {
      ask: 'Do you keep the number to call in trouble where you see it at once?',
      short: 'Whom to call',
      help: 'The person in charge or the desk. Keep it where it can be read without the computer.',
      why: 'The sooner we hear of it, the smaller it stays.',
    },
    t4: {
      ask: 'Does your wireless use a modern method, so that it cannot be read from outside?',
      short: 'Wireless method',
      help: 'Touch the network’s name in the wireless settings of a phone. “WEP” or “None”: “We do not”; anything else: “We do”.',
      why: 'Old methods can be read from outside.',
    },
    t5: {
      ask: 'Did you change the password that your wireless came with?',
      short: 'Wireless password',
      help: 'The long text on the side or back of the box. If others have seen it, better change it.',
      why: 'What is printed there can be used by anybody who sees it.',
    },
    t6: {
      ask: 'Do you work on another wireless network than family and guests?',
      short: 'Separate wireless',
      help: 'Many boxes offer a second network for guests. Connect only your work device to one of them.',
      why: 'So that a virus does not come over from another device.',
    },
    t7: {
      ask: 'Did you change the settings password of the box between home and net?',
      short: 'Box password',
      help: 'Not the wireless password, but the one of the settings page. If nobody ever changed it: “We do not”.',
      why: 'Otherwise anybody in the home can change the settings.',
    },
    t8: {
      ask: 'Does the software inside that box update itself?',
      short: 'Box updates',
      help: 'If the settings page says “automatic update”: “We do”. Rented boxes may be updated by their owner.',
      why: 'Weak spots that stay are used to get in.',
    },
    t9: {
      ask: 'Is that box less than 10 years old, and does its maker still repair it?',
      short: 'Age of the box',
      help: 'Look up the model on the back at its maker’s site. “End of support”: “No”.',
      why: 'Weak spots of old models are never repaired.',
      choice: { done: 'Yes', part: 'Neither yes nor no', not: 'No' },
      word: { done: 'new|it is|we do', part: 'partly|maybe', not: 'old|it is not|we do not' },
    },
    t10: {
      ask: 'Is your work device yours alone, with a screen that others cannot see?',
      short: 'Yours alone',
      help: 'A computer that family members can log in to is shared. Lock the screen when you leave.',
      why: 'Even family may not see what belongs to customers.',
    },
  },
} as const
