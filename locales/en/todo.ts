/** What a diagnosis proposed to do, as a list that is worked off. */
export const todo = {
  list: {
    heading: 'Your to-do list',
    none: 'There is nothing to do yet. Send “diagnosis” to find out what to do.',
    'nothing-open': 'Nothing is left right now. Send “diagnosis” again to see what has changed.',
    'by-number': 'Send a number to open that one.',
  },
  progress: {
    none: 'There are {{all}}; none is done yet.\n{{bar}}',
    some: '{{done}} of {{all}} done.\n{{bar}}',
    all: 'All {{all}} are done.\n{{bar}}',
  },
  line: { plain: '{{what}}', dated: '{{what}} ({{state}}; we ask on {{at}})' },
  state: { offered: 'to come', started: 'started', later: 'later', done: 'done', declined: 'not now' },
  card: { cost: '{{cost}}, {{minutes}} minutes' },
  standing: {
    offered: 'Still to come; from the diagnosis of {{at}}.',
    started: 'Started. We ask how it goes on {{at}}.',
    asked: 'Your firm asks for this. We ask how it goes on {{at}}.',
    later: 'Put off. We ask again on {{at}}.',
    done: 'Done on {{at}}.',
    declined: 'Left out on {{at}}.',
  },
  button: { list: 'To-do list', start: 'Start', done: 'Done', later: 'Later', decline: 'Leave out', undo: 'Undo' },
  reply: {
    noted: '“{{what}}”\n{{standing}}',
    undone: 'Taken back.\n“{{what}}”\n{{standing}}',
  },
  refused: {
    'old-card': 'This button belongs to an earlier diagnosis. This is how it stands now.',
    already: 'It is so already.',
    done: 'This is done already. If it is not, send “undo” or “consult”.',
    'nothing-to-undo': 'It has changed since, so it could not be taken back. This is how it stands now.',
  },
  reminder: {
    heading: 'How are your to-dos going?',
    text: 'This is the day we said we would ask. Tell us by a button or in words.',
  },
  /** What a firm asks of those who work at home, and the little that it learns of it. */
  home: {
    heading: 'For those who work at home',
    what: 'You can send whoever works at home a list of what makes a home safe. None of it costs money.',
    nobody: 'There is nobody else in this firm yet. Invite them with an invite code, and you can send it.',
    line: '{{name}}: {{standing}}',
    standing: { 'not-asked': 'not asked yet', 'not-done': 'not done', done: 'all done' },
    privacy: 'You see whether all is done, and nothing else: not what is left, nor what they answered.',
    weekly: 'Whoever is not done is asked by us, once a week at most.',
    ask_one: 'Ask {{count}} person',
    ask_other: 'Ask {{count}} people',
    asked_one: 'Sent to {{count}} person.',
    asked_other: 'Sent to {{count}} people.',
    'asked-nobody': 'There is nobody to ask now. Nobody is asked more than once a week.',
    worker: {
      heading: 'About working at home',
      from: '{{name}} asks you to look at what makes your home safe for work, one by one.',
      privacy: 'Your firm sees whether all is done, and nothing else: not what is left, nor what you answered.',
      how: 'In your to-do list you can say of each that it is done. If you do not have some of it at home, answer the diagnosis for home and it goes away.',
      diagnosis: 'Diagnosis for home',
    },
  },
} as const
