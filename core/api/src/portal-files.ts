import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { nothingHere } from './web/text-faults.ts'

export function isPortal(folder: string | undefined): folder is string {
  return folder !== undefined && existsSync(join(folder, 'index.html'))
}

/** The built portal: hashed assets for ever, index.html never cached and given for every address that is a page of the portal. */
export function portalFiles(folder: string): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    await server.register(fastifyStatic, {
      root: folder,
      // A route a file: a wildcard would catch every unknown address under /fhir and /portal/api too.
      wildcard: false,
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
      if (!isPage) nothingHere()
      return reply.code(200).sendFile('index.html')
    })
  }
}
