/** Every answer of the admin API, as `/admin/docs` shows it; a test holds the answers to these. */

export * from './answers/case.ts'
export * from './answers/common.ts'
export * from './answers/firm.ts'
export * from './answers/health.ts'
export * from './answers/insurance.ts'
export * from './answers/leak.ts'
export * from './answers/operation.ts'
export * from './answers/order.ts'
export * from './answers/recruiting.ts'
export * from './answers/region.ts'
export * from './answers/service.ts'
export * from './answers/visit.ts'
