import type { RequestedScope } from '@steckwerk/api/contract/smart'

/** A scope of a client's form, in parts: `patient/Observation.rs?category=laboratory`, `system/*.rs`, `launch/patient`, `openid`. */
export function scopeParts(scope: string): RequestedScope {
  const match = /^(patient|user|system)\/(\*|[A-Z][A-Za-z]+)\.([cruds]+)(?:\?(.+))?$/.exec(scope)
  if (match !== null) return { kind: 'data', scope, context: match[1] === 'patient' ? 'patient' : 'user', type: match[2] ?? '*', may: match[3] ?? '', filter: match[4] ?? '' }
  if (scope === 'offline_access') return { kind: 'offline', scope }
  if (scope === 'online_access') return { kind: 'online', scope }
  return { kind: scope.startsWith('launch') ? 'context' : 'identity', scope }
}

/** Scopes as typed, one a line or with spaces between. */
export function scopesOf(text: string): string[] {
  return [...new Set(text.split(/\s+/).filter(scope => scope !== ''))]
}
