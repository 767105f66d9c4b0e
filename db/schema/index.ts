export * from './delivery.ts'
export * from './detection.ts'
export * from './dialogue.ts'
export * from './organisation.ts'
