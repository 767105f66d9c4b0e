import type { Answer, ApiCall } from '../api-server.ts'

export interface LineCall extends ApiCall {
  requestId: string
}

export type AddRoute = (
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  name: string,
  handler: (call: LineCall) => Answer,
) => void
