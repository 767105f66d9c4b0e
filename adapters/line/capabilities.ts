import type { Capabilities } from '../adapter.ts'

export const capabilities: Capabilities = { canEdit: false, canThread: false, canOpenForm: false, isMetered: true }
