import { errors } from 'oidc-provider'
import type { SmartClient } from './client-registry.ts'
import { parseScope } from './parse-scope.ts'
import { isRegistered } from './registered-scopes.ts'
import { specialScopes } from './special-scopes.ts'

/** The protocol's answer; which scope it was is not repeated. */
function refusal(text: string): errors.InvalidScope {
  return new errors.InvalidScope(text, '')
}

/** Refuses a request whose scopes are not all well-formed, fit for the flow and registered. Nothing is left out in silence: an app that asks
 *  for what it cannot have is mistaken. Throws the protocol's invalid_scope. */
export function checkRequestedScopes(text: string | undefined, client: SmartClient, flow: 'person' | 'backend'): void {
  const scopes = (text ?? '').split(' ').filter((scope) => scope !== '')
  if (scopes.length === 0) throw refusal('no scope is requested')
  for (const scope of scopes) {
    const parsed = parseScope(scope)
    if (parsed === undefined && (flow === 'backend' || !specialScopes.has(scope))) throw refusal('a scope is unknown or malformed; scopes are those of SMART 2.2, letters in the order cruds')
    if (parsed !== undefined && (parsed.context === 'system') !== (flow === 'backend')) throw refusal('system/ scopes are for client_credentials, the others for people')
    if (!isRegistered(client, scope)) throw refusal('a scope is not among those the client is registered for')
  }
  if (scopes.includes('online_access') && scopes.includes('offline_access')) throw refusal('online_access and offline_access exclude each other')
}
