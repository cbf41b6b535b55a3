import type { Fault } from '@steckwerk/kernel'

/** What WWW-Authenticate says of a refusal. Source: RFC 6750 §3. */
export function bearerChallenge(fault: Fault, hadToken: boolean): string | undefined {
  if (fault.kind === 'unauthenticated') return hadToken ? 'Bearer error="invalid_token"' : 'Bearer'
  return fault.kind === 'forbidden' && hadToken ? 'Bearer error="insufficient_scope"' : undefined
}
