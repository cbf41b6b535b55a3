import type { FastifyInstance } from 'fastify'

const policyWith = (styles: string): string => [
  "default-src 'none'", "script-src 'self'", `style-src ${styles}`, "img-src 'self' data:", "font-src 'self'", "connect-src 'self'", "manifest-src 'self'", "worker-src 'self'", "frame-src 'self'",
  "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
].join('; ')

const policy = policyWith("'self'")

/** The policy of one answer with a page of the portal: the component kit writes <style> elements at run time, which prove by the nonce that they are its own.
 *  Source: CSP Level 3. */
export function pagePolicy(nonce: string): string {
  return policyWith(`'self' 'nonce-${nonce}'`)
}

/** Headers of every answer of the main port. `secure`: browsers reach it by https. */
export function securityHeaders(secure: boolean): Readonly<Record<string, string>> {
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
    ...(secure ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  }
}

export function addSecurityHeaders(server: FastifyInstance, headers: Readonly<Record<string, string>>): void {
  server.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    done()
  })
}
