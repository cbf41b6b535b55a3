import { Readable } from 'node:stream'
import type { PlugRoute, RouteFile } from '@steckwerk/plug'
import type { CheckedRouteAnswer } from '@steckwerk/plugboard'
import type { FastifyReply, FastifyRequest } from 'fastify'

const beatMs = 20_000

/** Whatever a service answers runs no script of this origin: a page of it is an origin of its own. Source: CSP Level 3, sandbox. */
function policyOf(embeddable: boolean): string {
  return [
    "default-src 'none'", "img-src 'self' data:", "style-src 'unsafe-inline'", "base-uri 'none'", "form-action 'none'", `frame-ancestors ${embeddable ? '*' : "'none'"}`,
    'sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation',
  ].join('; ')
}

/** Comments in between keep proxies from ending a stream in which nothing happens. */
function kept(content: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const source = content[Symbol.asyncIterator]()
  let beat: NodeJS.Timeout | undefined
  return new ReadableStream<Uint8Array>({
    start: (control) => {
      control.enqueue(Buffer.from('retry: 2000\n\n'))
      beat = setInterval(() => {
        if ((control.desiredSize ?? 0) > 0) control.enqueue(Buffer.from(':\n\n'))
      }, beatMs)
      beat.unref()
    },
    pull: async (control) => {
      try {
        const next = await source.next()
        if (next.done !== true) return control.enqueue(next.value)
        clearInterval(beat)
        control.close()
      } catch (thrown) {
        clearInterval(beat)
        control.error(thrown)
      }
    },
    cancel: async () => {
      clearInterval(beat)
      await source.return?.()
    },
  })
}

function bodyOf({ contentType, content }: RouteFile): string | Buffer | Readable {
  if (typeof content === 'string') return content
  if (content instanceof Uint8Array) return Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  return contentType.startsWith('text/event-stream') ? Readable.fromWeb(kept(content) as never) : Readable.from(content, { objectMode: false })
}

/** A service's answer as it leaves the hub. `isPublic`: the same for everybody, so that it may be kept. */
export function sendServiceAnswer(request: FastifyRequest, reply: FastifyReply, route: PlugRoute, { status, headers = {}, text, file }: CheckedRouteAnswer, isPublic: boolean): FastifyReply {
  const { 'cache-control': cache, etag, ...others } = headers
  reply.code(status).headers(others).header('content-security-policy', policyOf(route.embeddable))
  reply.header('cache-control', isPublic ? (cache ?? 'no-cache') : 'no-store')
  if (route.embeddable || route.crossOrigin) reply.header('cross-origin-resource-policy', 'cross-origin')
  if (route.crossOrigin) reply.header('access-control-allow-origin', '*')
  if (isPublic && etag !== undefined) {
    reply.header('etag', etag)
    if (status === 200 && request.headers['if-none-match']?.split(',').some((one) => one.trim() === etag) === true) return reply.code(304).send()
  }
  if (file !== undefined) return reply.header('content-type', file.contentType).send(bodyOf(file))
  return text === undefined ? reply.send() : reply.header('content-type', 'application/json; charset=utf-8').send(text)
}
