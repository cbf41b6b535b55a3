import type { SmartClient } from './client-registry.ts'
import { covers, parseScope } from './parse-scope.ts'

/** Whether a client is registered for this scope, or for one that is wider. */
export function isRegistered(client: Pick<SmartClient, 'scopes'>, text: string): boolean {
  if (client.scopes.includes(text)) return true
  const scope = parseScope(text)
  return scope !== undefined && client.scopes.some((one) => {
    const registered = parseScope(one)
    return registered !== undefined && covers(registered, scope)
  })
}
