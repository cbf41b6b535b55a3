import type { FastifyReply } from 'fastify'

/** A PDF of evidence, to be kept: a vendor's file is never shown as a page of ours. */
export function sendDocument(reply: FastifyReply, document: Buffer): FastifyReply {
  return reply.header('content-type', 'application/pdf').header('content-disposition', 'attachment; filename="evidence.pdf"').header('x-content-type-options', 'nosniff').send(document)
}
