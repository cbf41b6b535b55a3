import type { FastifyInstance } from 'fastify'

/** `unsafe-inline` for styles only: the component kit writes <style> elements at run time, and a static index.html cannot carry a nonce. */
const policy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "font-src 'self'", "connect-src 'self'",
  "manifest-src 'self'", "worker-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
].join('; ')

/** Headers of every answer of the main port. */
export function addSecurityHeaders(server: FastifyInstance, secure: boolean): void {
  const fixed: Readonly<Record<string, string>> = {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
    ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
  server.addHook('onRequest', (_request, reply, done) => {
    reply.headers(fixed)
    done()
  })
}
