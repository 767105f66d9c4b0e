/**
 * What a firm may ask of everybody who works at home: of the diagnosis for home what one person can do there alone, and for
 * nothing. The rules and the devices are the firm's own to settle, and a newer router costs money.
 */
export const HOME_CHECKLIST = {
  questionnaire: 'telework',
  questions: ['t3', 't4', 't5', 't6', 't7', 't8', 't10'],
} as const
