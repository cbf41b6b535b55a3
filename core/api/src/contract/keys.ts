/** Data keys and connectors' certificates on the wire, below /portal/api and /admin. Types only; instants are ISO 8601.
 *  Reading needs `key.manage` at the carrier; changing also a session confirmed in the last ten minutes (403 access/fresh-needed without).
 *
 *  GET    /carriers/:carrier/keys                                  → KeyPage
 *  POST   /carriers/:carrier/keys {}                               → 201 DataKey: seals from now on (at every hub within seconds)
 *  POST   /carriers/:carrier/keys/reseal {}                        → 202 KeyPage: what older keys sealed is sealed anew, in the background
 *  DELETE /carriers/:carrier/keys/:number                          → 204: retires an older key that nothing is sealed with (409 access/key-in-use)
 *  POST   /carriers/:carrier/keys/destroy { confirm: <carrier> }   → 204: crypto-erasure; operator only
 *  GET    /carriers/:carrier/certificates                          → CertificatePage
 *  DELETE /carriers/:carrier/certificates/:connector               → 204: the connector is out at once
 *  GET    /platform/keys                                           → PlatformKeys; operator only
 *  POST   /platform/keys/rewrap {}                                 → PlatformKeys; operator only: everything the master key wraps goes to a new one
 *  GET    /platform/authorities                                    → AuthorityPage; operator only
 *  POST   /platform/authorities {}                                 → 201 AuthorityPage: a new authority issues, the former one is trusted as well
 *  DELETE /platform/authorities/:id?force=true                     → 204: a former authority is no longer trusted (409 access/authority-in-use without force)
 */

export interface DataKey {
  readonly number: number
  readonly createdAt: string
  /** sealing: seals now; opening: an older one that still opens; gone: retired or destroyed, nothing it sealed opens any more. */
  readonly state: 'sealing' | 'opening' | 'gone'
  readonly goneAt: string | null
}

/** Sealing anew under the newest key. */
export interface Reseal {
  /** The key everything is sealed with when it is done. */
  readonly number: number
  readonly startedAt: string
  readonly finishedAt: string | null
  /** Pieces sealed anew so far. */
  readonly done: number
}

export interface KeyPage {
  /** Newest first. */
  readonly keys: readonly DataKey[]
  /** The last one; null = there was none. */
  readonly reseal: Reseal | null
}

export interface ConnectorCertificate {
  readonly connector: string
  /** SHA-256 of the DER form, hex. */
  readonly fingerprint: string
  readonly issuedAt: string
  readonly expiresAt: string
  /** current: in use; waiting: issued, the connector has not used it yet; ending: replaced, still taken until `endsAt`; ended. */
  readonly state: 'current' | 'waiting' | 'ending' | 'ended' | 'expired'
  readonly endsAt: string | null
  /** It should have renewed itself long ago: less than 14 days are left. */
  readonly overdue: boolean
  /** The authority it was issued by, by its id. */
  readonly authority: string
}

export interface CertificatePage {
  /** By connector, newest first; those that ended within the last 90 days among them. */
  readonly certificates: readonly ConnectorCertificate[]
}

export interface PlatformKeys {
  readonly master: {
    /** Where it comes from: the data folder's file, STECKWERK_MASTER_KEY, or STECKWERK_KMS. */
    readonly source: 'file' | 'environment' | 'kms'
    /** First 16 hex digits of its fingerprint. */
    readonly id: string
    readonly since: string
  }
  /** Data keys it wraps, over all carriers. */
  readonly dataKeys: number
}

export interface Authority {
  /** First 16 hex digits of the SHA-256 of its certificate. */
  readonly id: string
  readonly createdAt: string
  readonly expiresAt: string
  /** issuing: the newest; trusted: a former one, until every connector has a certificate of the newest. */
  readonly state: 'issuing' | 'trusted'
  /** Certificates it issued that are in use. */
  readonly inUse: number
}

export interface AuthorityPage {
  readonly authorities: readonly Authority[]
}
