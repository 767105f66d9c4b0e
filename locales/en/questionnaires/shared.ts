/** Answers that many questions have, and other ways to type them, separated by |. */
export const shared = {
  choice: {
    done: 'We do',
    part: 'Partly',
    not: 'We do not',
    unknown: 'I do not know',
    unused: 'We do not use it',
    yes: 'Yes',
    no: 'No',
    none: 'None of these',
    other: 'Something else',
  },
  word: {
    done: 'yes|yeah|we do it|always|all|している',
    part: 'partly|some|sometimes|a little|half|一部している',
    not: "no|not yet|not done|we don't|never|していない",
    unknown: "i don't know|dont know|not sure|no idea|unknown|分からない",
    unused: "not used|we don't use it|we don't have any|not applicable|n/a|使っていない",
    yes: 'y|yeah|yep|right|there is|はい',
    no: 'n|nope|there is not|いいえ',
    none: 'none|nothing|no|特にない',
    other: 'other|another|そのほか',
  },
  /** What stands after a number. */
  unit: { devices: 'devices', ports: 'ports' },
} as const
