/** Whose device it is, asked of one person in their own chat. No word says that anybody did wrong. */
export const inquiry = {
  ask: {
    site: '{{when}}, did you open {{site}}?',
    named: '{{when}}, were you using the PC called “{{name}}”?',
    used: '{{when}}, were you using a PC at work?',
  },
  when: {
    morning: 'This morning at about {{hour}}:00',
    today: 'Today at about {{hour}}:00',
    yesterday: 'Yesterday at about {{hour}}:00',
    earlier: 'On {{date}} at about {{hour}}:00',
  },
  why: 'For your firm’s safety everybody is asked the same. Any answer is fine. Please press one button.',
  again:
    'You have not answered yet, so we ask once more, for the last time. Any answer is fine. Please press one button.',
  button: { yes: 'Yes', no: 'No', unsure: 'I do not know' },
  thanks: {
    yes: 'Thank you. If there is something to do, you will hear from us.',
    no: 'Thank you. There is nothing more for you to do.',
    unsure: 'Thank you. It is fine not to know.',
  },
  over: 'Thank you. This question needs no answer any more.',
  'not-found': {
    heading: 'It is not yet known which PC it is',
    nobody: 'Everybody was asked, and nobody was found who uses it. If you know, please choose.',
    several: '{{count}} people said yes. Please choose whose PC it is.',
  },
} as const
