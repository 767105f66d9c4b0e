import type { Answer } from '../api-server.ts'

/** Error bodies in LINE's shape. https://developers.line.biz/en/reference/messaging-api/#error-messages */
export interface ErrorDetail {
  message: string
  property: string
}

export const refuse = (status: number, message: string, details?: ErrorDetail[]): Answer => ({
  status,
  body: details && details.length > 0 ? { message, details } : { message },
})

export const badBody = (details: ErrorDetail[]) =>
  refuse(400, `The request body has ${details.length} error(s)`, details)
export const invalidReplyToken = () => refuse(400, 'Invalid reply token')
/** Also what an unknown user id gets. */
export const failedToSend = () => refuse(400, 'Failed to send messages')
export const unauthorized = () =>
  refuse(401, 'Authentication failed. Confirm that the access token in the authorization header is valid.')
export const notFound = () => refuse(404, 'Not found')
export const tooLarge = () =>
  refuse(413, 'Request exceeds the max size of 2MB. Make the request smaller than 2MB and try again.')
/** The two texts of 429 must be told apart by the reader; LINE gives no Retry-After with either. */
export const rateLimited = () => refuse(429, 'The API rate limit has been exceeded. Try again later.')
export const monthlyLimit = () => refuse(429, 'You have reached your monthly limit.')
