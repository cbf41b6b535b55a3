import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import { Fault } from '@steckwerk/kernel'
import type { FastifyInstance } from 'fastify'

/** The built portal: hashed assets for ever, index.html never cached and given for every address that is a page of the portal. */
export function portalFiles(folder: string): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    if (!existsSync(join(folder, 'index.html'))) return
    await server.register(fastifyStatic, {
      root: folder,
      wildcard: true,
      index: false,
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.header('cache-control', path.includes(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
    server.get('/', (_request, reply) => reply.sendFile('index.html'))
    server.setNotFoundHandler((request, reply) => {
      const path = request.url.split('?', 1)[0]!
      const isPage = (request.method === 'GET' || request.method === 'HEAD') && !/\.[a-z0-9]+$/i.test(path) && !/^\/(?:assets|health|metrics|connector|admin)\//.test(path)
      if (!isPage) throw new Fault('not-found', 'api/not-found', 'There is nothing at this address.')
      return reply.code(200).sendFile('index.html')
    })
  }
}
