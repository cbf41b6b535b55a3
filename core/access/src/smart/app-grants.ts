import type { Clock } from '@steckwerk/kernel'
import type { SlotLaunch } from './launches.ts'
import type { OidcRecords } from './oidc-records.ts'

/** What a person granted an app: kept beside the provider's own grant, under its id, and gone with it. Never in clear: it tells which carrier knows the person. */
export interface AppGrant {
  /** The provider's grant id. Whoever knows it can do nothing with it. */
  readonly id: string
  readonly account: string
  /** The account's name towards this client: another at each, so that two clients cannot compare whom they know. */
  readonly subject: string
  readonly client: string
  readonly carrier: string
  readonly scopes: readonly string[]
  readonly patient?: string
  readonly encounter?: string
  /** URL of the resource that stands for the person. */
  readonly fhirUser?: string
  readonly name: string
  readonly amr: readonly string[]
  /** Without it, refreshing ends when the person is signed in nowhere any more. */
  readonly offline: boolean
  /** By a frame of the portal: it ends with the portal's session, and is no app that the person has chosen. */
  readonly slot?: Pick<SlotLaunch, 'name' | 'session' | 'appointment' | 'language'>
  /** Milliseconds since 1970 UTC, as the others. */
  readonly grantedAt: number
  readonly usedAt: number
  readonly endsAt: number
}

export interface AppGrants {
  put(grant: AppGrant): Promise<void>
  get(id: string): Promise<AppGrant | undefined>
  /** Notes that it got a token. */
  use(grant: AppGrant): Promise<void>
  /** Newest first. */
  of(account: string): Promise<readonly AppGrant[]>
  /** Ends it with all its tokens, here at once. False where the account has none of this id. */
  revoke(account: string, id: string): Promise<boolean>
  /** Of somebody whose account is closed, or (with a carrier) who is nobody there any more. */
  revokeAll(account: string, carrier?: string): Promise<void>
}

const kind = 'AppGrant'

export function createAppGrants(records: OidcRecords, clock: Clock): AppGrants {
  const put = (grant: AppGrant): Promise<void> => {
    const lives = Math.max(1, Math.ceil((grant.endsAt - clock.now()) / 1000))
    return records.put(kind, grant.id, grant, { lives, grant: grant.id, holder: grant.account })
  }
  const of = async (account: string): Promise<readonly AppGrant[]> =>
    (await records.ofHolder<AppGrant>(kind, account)).toSorted((a, b) => b.grantedAt - a.grantedAt)
  return {
    put,
    get: (id) => records.get<AppGrant>(kind, id),
    use: (grant) => put({ ...grant, usedAt: clock.now() }),
    of,
    revoke: async (account, id) => {
      const grant = await records.get<AppGrant>(kind, id)
      if (grant === undefined || grant.account !== account) return false
      await records.removeGrant(id)
      return true
    },
    revokeAll: async (account, carrier) => {
      for (const grant of await of(account)) if (carrier === undefined || grant.carrier === carrier) await records.removeGrant(grant.id)
    },
  }
}
