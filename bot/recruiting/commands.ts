import type { Need } from '#engine/permission.ts'

export const RECRUITING_FORMS = ['flyer', 'visit', 'meeting'] as const
/** ちらし, 訪問, 説明会. */
export type RecruitingForm = (typeof RECRUITING_FORMS)[number]

export const FORM_WORDS: Readonly<Record<RecruitingForm, string>> = {
  flyer: 'ちらし チラシ flyer',
  visit: '訪問 ほうもん visit',
  meeting: '説明会 報告会 せつめいかい meeting',
}

/** `/otasuke ちらし`: a form opens. */
export const recruitingFormMeant = (typed: string): RecruitingForm | undefined => {
  const word = typed.normalize('NFKC').trim().toLowerCase()
  return RECRUITING_FORMS.find((form) => FORM_WORDS[form].split(' ').includes(word))
}

/** An agency may hand out papers, and nothing else. */
export const NEED_OF: Readonly<Record<RecruitingForm, Need>> = {
  flyer: { verb: 'write', datum: 'codes' },
  visit: { verb: 'write', datum: 'region' },
  meeting: { verb: 'write', datum: 'region' },
}
