import type { FastifyReply } from 'fastify'

export interface ShownPhoto {
  type: string
  bytes: Uint8Array
}

/** What it is was found out when it was kept; no browser shall run anything that is in it. */
export const showPhoto = (reply: FastifyReply, { type, bytes }: ShownPhoto): FastifyReply =>
  reply
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('content-disposition', 'inline')
    .type(type)
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
