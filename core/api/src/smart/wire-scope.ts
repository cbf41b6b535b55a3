import { kindOfSpecialScope, parseScope } from '@steckwerk/access'
import type { RequestedScope } from '../contract/smart.ts'

/** A scope as the portal puts it into words; undefined for one that is no person's to grant. */
export function wireScope(scope: string): RequestedScope | undefined {
  const parsed = parseScope(scope)
  if (parsed !== undefined) return parsed.context === 'system' ? undefined : { kind: 'data', scope, context: parsed.context, type: parsed.type, may: parsed.may, filter: parsed.filter }
  const kind = kindOfSpecialScope(scope)
  return kind === undefined ? undefined : { kind, scope }
}

export function wireScopes(scopes: readonly string[]): RequestedScope[] {
  return scopes.map(wireScope).filter((scope) => scope !== undefined)
}
