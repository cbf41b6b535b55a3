import type { FastifyRequest } from 'fastify'

/** de or en: whichever the browser names first. */
export function languageOf(request: FastifyRequest): 'de' | 'en' {
  const [first] = /\b(de|en)\b/i.exec(request.headers['accept-language'] ?? '') ?? []
  return first?.toLowerCase() === 'en' ? 'en' : 'de'
}
