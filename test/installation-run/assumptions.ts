/**
 * Everything that the run takes for granted. [S] stands in the pilot's report, by the section where domain.md has it; [P] is
 * our own, for want of a figure, and can be argued with here alone.
 */
export const POPULATION = {
  /** [S] 2.3: started. */
  firms: 71,
  /** [S] 4.3.3(1): where the sensor fitted as designed, on a mirror port that was really there. */
  mirrored: 10,
  /** [S] 3.2.8: answered as people who work at home. */
  homes: 7,
  /** [P] Of the other 54 so many have a switch without a mirror port; the usual small office has a router and nothing else. */
  switched: 24,
  /** [P] A router of the firm's own below the provider's, so that whoever stands between them sees one address. */
  twice: 0.12,
  /** [P] PCs on the air: none, some, all. */
  airs: { none: 0.4, some: 0.4, all: 0.2 },
  /** [P] What is on the air hangs on the router itself, not on something behind the switch. */
  airAtRouter: 0.5,
} as const

/** [S] 4.2, R-117: what was declared was often not what stood there; how often, is nowhere said. All [P]. */
export const DECLARED_WRONGLY = {
  /** A mirror port where there is none; and „I do not know“. */
  mirrorThere: 0.25,
  mirrorUnknown: 0.35,
  /** A switch under a desk that nobody thought of; and „I do not know“. */
  switchForgotten: 0.2,
  switchUnknown: 0.2,
  /** Who does not know of a router, though there is one. */
  routerUnknown: 0.1,
  /** Twice as many PCs as are ever switched on. */
  pcsTwice: 0.15,
  /** On cables alone, though some are on the air. */
  airForgotten: 0.2,
} as const

/** What a person's hands do at a step, and what they say. All [P]. */
export const HANDS = {
  /** The cable goes into another hole than the drawn one, unnoticed. */
  wrongHole: 0.08,
  /** Told to plug all over, so many leave it, or do half. */
  leftOut: 0.08,
  halfDone: 0.12,
  /** So many cannot do a step, each time they try it. */
  cannot: 0.06,
  /** Of those who try again what was told, so many can. */
  afterHint: 0.6,
  /** What is said in plain words to be done, is done; read literally. */
  follows: 0.8,
  /** Put it off to the next day, once. */
  putsOff: 0.15,
  /** Of a „somebody could come“, so many choose a day; the others write to the desk. */
  choosesDay: 0.7,
  /** Of those whom the desk tells what to do, so many can; to the others somebody goes. */
  afterDesk: 0.6,
} as const

/** What goes wrong once the box stands between things (R-055: printing, scanning, slow, Wi-Fi). [P], but for the kinds. */
export const AFTERWARDS = {
  print: 0.06,
  scan: 0.03,
  slow: 0.03,
  wifi: 0.05,
  /** Of those, what the guide tries first mends so many. */
  mended: 0.6,
} as const

/** [P] Minutes. */
export const TIMES = { step: 3, look: 15, busy: 4 * 60, desk: 60, gaveUpDays: 12 } as const
/** [P] Of the PCs so many are switched on while the box is looked at. */
export const SWITCHED_ON = 0.8

/** [S] What the pilot had. */
export const PILOT = { firms: 71, asDesigned: 10, contacts: 130, visits: 31, repairs: 6 } as const
