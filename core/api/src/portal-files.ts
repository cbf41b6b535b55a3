import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { pagePolicy } from './web/security-headers.ts'
import { nothingHere } from './web/text-faults.ts'

export function isPortal(folder: string | undefined): folder is string {
  return folder !== undefined && existsSync(join(folder, 'index.html'))
}

/** Where index.html takes an answer's nonce; portal/shell/style-nonce.ts reads it there. */
const place = 'property="csp-nonce" nonce=""'

/** The built portal: hashed assets for ever, index.html never stored and given for every address that is a page of the portal. */
export function portalFiles(folder: string): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    const index = join(folder, 'index.html')

    async function page(reply: FastifyReply): Promise<FastifyReply> {
      const nonce = randomBytes(16).toString('base64')
      const html = (await readFile(index, 'utf8')).replace(place, () => `property="csp-nonce" nonce="${nonce}"`)
      return reply.code(200).header('content-security-policy', pagePolicy(nonce)).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html)
    }

    await server.register(fastifyStatic, {
      root: folder,
      // A route a file: a wildcard would catch every unknown address under /fhir and /portal/api too.
      wildcard: false,
      globIgnore: ['index.html', 'assets/**'],
      index: false,
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.header('cache-control', path.includes(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
    // One route for these hundreds: as many routes would be a quarter of what a start registers.
    const assets = new Set(await readdir(join(folder, 'assets')).catch(() => []))
    server.get<{ Params: { name: string } }>('/assets/:name', (request, reply) => {
      const { name } = request.params
      return assets.has(name) ? reply.sendFile(`assets/${name}`) : nothingHere()
    })
    server.get('/', (_request, reply) => page(reply))
    server.get('/index.html', (_request, reply) => page(reply))
    server.setNotFoundHandler((request, reply) => {
      const path = request.url.split('?', 1)[0]!
      const isPage = (request.method === 'GET' || request.method === 'HEAD') && !/\.[a-z0-9]+$/i.test(path) && !/^\/(?:assets|health|metrics|connector|admin)\//.test(path)
      if (!isPage) nothingHere()
      return page(reply)
    })
  }
}
