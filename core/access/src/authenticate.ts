import { tokenPrincipal } from './accounts.ts'
import type { OperatorToken } from './operator-token.ts'
import type { Principal } from './contract.ts'
import type { Sessions } from './sign-in/sessions.ts'

/** What a request brings to say who it is: its Authorization header, or the session cookie's value. */
export interface Credential {
  readonly authorization?: string | undefined
  readonly session?: string | undefined
}

/** Where access tokens of SMART clients are looked up. */
export interface ClientTokens {
  find(token: string): Promise<Principal | undefined>
}

/** Who asks, or undefined. A bearer token is not tried as a session where it fails. */
export function createAuthenticate(operator: OperatorToken, sessions: Sessions, tokens: ClientTokens): (credential: Credential) => Promise<Principal | undefined> {
  return async ({ authorization, session }) => {
    if (authorization !== undefined) {
      const token = /^Bearer +([A-Za-z0-9._~+/-]{16,256}=*)$/i.exec(authorization)?.[1]
      if (token === undefined) return undefined
      return (await operator.accepts(token)) ? tokenPrincipal : tokens.find(token)
    }
    return session === undefined ? undefined : sessions.find(session)
  }
}
