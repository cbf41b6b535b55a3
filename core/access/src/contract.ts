/** What the parts of this package, and the API above it, agree on. Types only. */
import type { Ctx, View } from '@steckwerk/kernel'
import type { Carrier, Writer } from '@steckwerk/store'
import type { Permission, Role } from './roles.ts'
import type { SmartGrant } from './smart/smart-grant.ts'

/** What somebody is at one carrier. */
export interface Membership {
  /** Slug; '*' = the platform itself, at every carrier there is. */
  readonly carrier: string
  readonly roles: readonly Role[]
  /** Where: ids of sites' Organizations, or the whole carrier. */
  readonly sites: 'all' | readonly string[]
}

/** Who asks. */
export interface Principal {
  /** token = the operator's; session = a person in the portal; client = a SMART client by its access token, for itself or for a person. */
  readonly kind: 'token' | 'session' | 'client'
  /** Goes into every Ctx and log: `Device/operator-token`, `Account/<account>`, `Device/<client>`. */
  readonly actor: string
  /** The account's id; of a client that acts for itself, the client's. */
  readonly account: string
  /** To be shown. */
  readonly name: string
  /** Of staff, operators, vendors. A patient or relative has none: what they may see are their own links. */
  readonly memberships: readonly Membership[]
  /** How it was proven: 'pwd', 'otp', 'hwk' (RFC 8176); [] where no person is there. */
  readonly amr: readonly string[]
  /** The session's id in lists (never its secret), of kind session. */
  readonly session?: string
  /** Of kind client: narrows what the account may do to what was granted. */
  readonly grant?: SmartGrant
}

/** A Patient of one carrier that an account may act for. */
export interface OwnPatient {
  readonly patient: string
  /** self, or on whose behalf: parent of a minor, or proxy by the patient's own act. */
  readonly relation: 'self' | 'parent' | 'proxy'
  /** Resource types a proxy was given; 'all' for oneself and for parents. */
  readonly types: 'all' | readonly string[]
  /** Letters of `cruds`. */
  readonly may: string
  /** Of a proxy: the types in whose matters they may act, by asking the carrier's services. Who is no proxy may in all. */
  readonly acts?: readonly string[]
}

/** What a principal may do at one carrier. */
export interface Decision {
  readonly permissions: ReadonlySet<Permission>
  /** undefined = everything: automation only. */
  readonly view: View | undefined
  /** Code of http://terminology.hl7.org/CodeSystem/v3-ActReason. */
  readonly purpose: string
  /** Ids of the Patient of an app's launch; undefined = none was launched with. */
  readonly launched?: readonly string[]
}

export interface Decisions {
  /** undefined = may not enter the carrier at all: it looks as if there were none. The same principal gets the same object for as long as it
   *  is reused (seconds), so that views are compiled once. */
  decide(principal: Principal, carrier: Carrier): Promise<Decision | undefined>
}

/** One entry of the access log; who, why, when and where from come from ctx. */
export interface AuditEvent {
  /** A code of the table in audit/events.ts: 'read', 'search', 'sign-in', 'break-glass' … */
  readonly event: string
  readonly outcome?: 'success' | 'refused' | 'failed'
  readonly type?: string
  readonly id?: string
  readonly version?: number
  /** Ids of the Patients concerned. */
  readonly patients?: readonly string[]
  /** Facts for the record. Sealed with the carrier's key; may hold a search query or a reason, never contents of resources. */
  readonly detail?: Readonly<Record<string, string>>
}

export interface AuditLog {
  /** Durable when it resolves. What cannot be logged must not go on. */
  record(ctx: Ctx, event: AuditEvent): Promise<void>
  /** Within the writer's transaction. To be called inside store.write. */
  note(writer: Writer, ctx: Ctx, event: AuditEvent): Promise<void>
}

/** Where decisions learn which Patients an account may act for; answers are up to date at this hub at once. */
export interface OwnPatients {
  of(account: string, carrier: Carrier): Promise<readonly OwnPatient[]>
  /** Slugs of the carriers where the account has any. */
  carriers(account: string): Promise<readonly string[]>
}
