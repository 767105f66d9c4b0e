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
} as const
