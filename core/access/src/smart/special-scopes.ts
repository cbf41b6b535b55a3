/** Scopes beside those on resources. `launch/encounter` is none of them: a case comes from the portal's launch only.
 *  Source: SMART App Launch 2.2, scopes-and-launch-context; OpenID Connect Core. */
export const specialScopes: ReadonlySet<string> = new Set(['openid', 'fhirUser', 'profile', 'launch', 'launch/patient', 'online_access', 'offline_access'])

export function kindOfSpecialScope(scope: string): 'identity' | 'context' | 'online' | 'offline' | undefined {
  switch (scope) {
    case 'openid': case 'fhirUser': case 'profile': return 'identity'
    case 'launch': case 'launch/patient': return 'context'
    case 'online_access': return 'online'
    case 'offline_access': return 'offline'
    default: return undefined
  }
}
