import type { OwnPatient } from '../contract.ts'
import type { Role } from '../roles.ts'

/** Roles held at one carrier by one membership, resolved to what a view is made of. */
export interface Post {
  readonly roles: readonly Role[]
  /** Keys of the treatment context where this carrier is the member's own; undefined = a member of another carrier, to whom only what is released counts. */
  readonly care: readonly string[] | undefined
  /** As whom a Consent may name the member: the carrier and its sites. */
  readonly house: readonly string[]
  /** As whom it may name one who is a partner of the carrier (referrer, aftercare): by the sites they work at. */
  readonly partner: readonly string[]
}

/** All that is known of somebody at one carrier, before the table of roles says what comes of it. */
export interface Standing {
  readonly posts: readonly Post[]
  /** Patients of emergency accesses in force. */
  readonly emergencies: readonly string[]
  /** Patients whom the account may act for. */
  readonly own: readonly OwnPatient[]
  /** A case that ended before this instant (milliseconds since 1970 UTC) is no treatment context any more. */
  readonly endedAfter: number
}
