import type { Capabilities } from '../adapter.ts'

export const capabilities: Capabilities = { canEdit: true, canThread: true, canOpenForm: true, isMetered: false }
