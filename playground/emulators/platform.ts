export type Platform = 'line' | 'slack' | 'discord'
