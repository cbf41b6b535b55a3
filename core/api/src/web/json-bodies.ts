import type { FastifyInstance } from 'fastify'

/** JSON bodies only, as Fastify reads them (members that reach for prototypes are refused), but an empty one is no body: clients announce
 *  JSON on a DELETE, too. */
export function readJsonBodies(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error')
  server.removeAllContentTypeParsers()
  server.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text === '') done(null, undefined)
    else void parse(request, text, done)
  })
}
