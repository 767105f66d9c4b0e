export type Platform = 'line' | 'slack'
