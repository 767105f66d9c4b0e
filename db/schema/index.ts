export * from './delivery.ts'
export * from './detection.ts'
export * from './organisation.ts'
