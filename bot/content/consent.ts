/**
 * The version of what a person agrees to on joining (`enrolment.consent.*`), stored with their membership. Raise it when
 * the purpose, what is recorded or the places of processing change; wording alone does not count.
 */
export const CONSENT_VERSION = '2026-11'

/** The same of what a guest agrees to before a round of the survey (`round.ask.*`), stored with their taking part. */
export const GUEST_CONSENT_VERSION = '2026-11'
