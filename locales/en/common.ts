/** Words that every occasion shares. */
export const common = {
  yes: 'Yes',
  no: 'No',
} as const
