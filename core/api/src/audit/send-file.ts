import { Readable } from 'node:stream'
import { Fault } from '@steckwerk/kernel'
import type { FastifyReply } from 'fastify'

export type ExportFormat = 'csv' | 'ndjson'

const types = { csv: 'text/csv; charset=utf-8', ndjson: 'application/fhir+ndjson' } as const

/** Faults: api/parameter-form. */
export function exportFormat(text: string | null): ExportFormat {
  if (text === 'csv' || text === 'ndjson') return text
  throw new Fault('invalid', 'api/parameter-form', 'format must be csv or ndjson.', { at: 'format' })
}

/** Sends parts as they come: however long a log is, the hub holds a page of it. What fails underway cuts the download, so that nobody takes a part
 *  for the whole. */
export function sendFile(reply: FastifyReply, format: ExportFormat, name: string, parts: AsyncIterable<string>): FastifyReply {
  return reply
    .header('content-type', types[format])
    .header('content-disposition', `attachment; filename="${name}.${format}"`)
    .header('cache-control', 'no-store')
    .send(Readable.from(parts))
}
