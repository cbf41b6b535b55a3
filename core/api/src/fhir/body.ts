import { Fault } from '@steckwerk/kernel'
import type { FastifyInstance } from 'fastify'

/** A request's body, decoded but not yet parsed: the text itself is what gets stored. */
export interface Body {
  readonly kind: 'json' | 'json-patch' | 'form'
  readonly text: string
}

/** The longest body, in bytes, and the longest resource a patch may make, in characters. */
export const longestBody = 32 * 1024 * 1024

export const jsonPatchType = 'application/json-patch+json'

const decoder = new TextDecoder('utf-8', { fatal: true })

function decode(bytes: Buffer, contentType: string | undefined): string {
  const charset = /;\s*charset="?([^";\s]+)"?/i.exec(contentType ?? '')?.[1]?.toLowerCase()
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') {
    throw new Fault('media-type', 'api/charset', 'The body must be in UTF-8.')
  }
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw new Fault('invalid', 'api/encoding', 'The body is not valid UTF-8.', { cause })
  }
}

/** Takes FHIR bodies as text: JSON, JSON Patch and, for POST _search, forms. */
export function readFhirBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  const parser = (types: string[], kind: Body['kind']): void => {
    server.addContentTypeParser<Buffer>(types, { parseAs: 'buffer' }, (request, bytes, done) => {
      try {
        done(null, { kind, text: decode(bytes, request.headers['content-type']) } satisfies Body)
      } catch (error) {
        done(error as Error)
      }
    })
  }
  parser(['application/fhir+json', 'application/json'], 'json')
  parser([jsonPatchType], 'json-patch')
  parser(['application/x-www-form-urlencoded'], 'form')
}

/** The JSON text of a body. Faults: api/body-missing, api/media-type. */
export function jsonText(body: Body | undefined): string {
  if (body === undefined || body.text === '') throw new Fault('invalid', 'api/body-missing', 'This interaction needs a body.')
  if (body.kind !== 'json') throw new Fault('media-type', 'api/media-type', 'The body must be application/fhir+json.')
  return body.text
}

/** The JSON text of a patch's body. FHIRPath Patch (Parameters), XML Patch and merge patches are other media types.
 *  Faults: api/body-missing, api/patch-format. */
export function patchText(body: Body | undefined): string {
  if (body === undefined || body.text === '') throw new Fault('invalid', 'api/body-missing', 'This interaction needs a body.')
  if (body.kind !== 'json-patch') {
    throw new Fault('media-type', 'api/patch-format', 'PATCH takes application/json-patch+json; FHIRPath Patch, XML Patch and merge patches are not supported.')
  }
  return body.text
}
