/** What stored resources admit to, as text; the store keeps keyed hashes of these. `recipient` is a carrier's slug, or `slug/<id>` for one of its
 *  sites (the id of the site's Organization at that carrier). */

/** Systems of the identifiers that name recipients in Consent.provision.actor.reference. */
export const carrierSystem = 'urn:steckwerk:carrier'
export const siteSystem = 'urn:steckwerk:site'

/** Why across carriers. Codes of http://terminology.hl7.org/CodeSystem/v3-ActReason: treatment, referral (coordination of care), research. */
export const releasePurposes = ['TREAT', 'COC', 'HRESCH'] as const
export type ReleasePurpose = (typeof releasePurposes)[number]

/** An Encounter somewhere in the carrier. */
export const careAnywhere = 'care|*'
/** An Encounter whose serviceProvider is this Organization, or one of whose Locations is this. */
export const careAt = (type: 'Organization' | 'Location', id: string): string => `care|${type}/${id}`
/** A Consent that releases resources of a type ('*' = of every type) to a recipient for a purpose. */
export const releaseTo = (recipient: string, purpose: ReleasePurpose, type: string): string => `release|${recipient}|${purpose}|${type}`
/** A Consent that refuses them; it outweighs every release. */
export const refusalTo = (recipient: string, purpose: ReleasePurpose, type: string): string => `refuse|${recipient}|${purpose}|${type}`

/** That a resource admits the holder of a key to a Patient, in a closed range of instants (milliseconds since 1970 UTC; ±Infinity = open). */
export interface Permit {
  readonly key: string
  /** Id of a Patient of the same carrier. */
  readonly patient: string
  readonly low: number
  readonly high: number
}
