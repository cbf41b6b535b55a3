/** The wire types of the access log. Times are ISO instants. Types only. */

/** What was done, as a layman would say it:
 *  view = opened a record; search = looked in a list or searched; create, change, delete = wrote it; export = took data out or had them
 *  printed; emergency = entered without a treatment context, with a reason; consent = gave or withdrew a release; account = signed in,
 *  linked, invited; receive = data came in from the hospital's own systems; other = anything else. */
export type AccessCategory =
  | 'view' | 'search' | 'create' | 'change' | 'delete' | 'export' | 'emergency' | 'consent' | 'account' | 'receive' | 'other'

export interface AccessWho {
  /** person = somebody of the carrier or another one; self = you; proxy = somebody on your behalf; program = an app or system for itself;
   *  platform = the hub's automation. */
  readonly kind: 'person' | 'self' | 'proxy' | 'program' | 'platform'
  /** To be shown: a name, or a program's name. */
  readonly name: string
  /** Codes of roles held at the time of reading, as in Me.roles. */
  readonly roles: readonly string[]
  /** The carrier the person belongs to, where it is another one. */
  readonly organization?: string
}

/** Accesses of one person through one program for one purpose, close together in time: one line that opens. */
export interface AccessUse {
  /** To open it: `use` of GET /portal/api/access-log/entries. */
  readonly id: string
  readonly from: string
  readonly to: string
  readonly who: AccessWho
  /** The app or system it was done through; absent = the portal or the hub's own. */
  readonly app?: string
  /** Code of http://terminology.hl7.org/CodeSystem/v3-ActReason: TREAT, PATRQT, HOPERAT, ETREAT, COC, HRESCH, HSYSADMIN … */
  readonly purpose: string
  readonly what: readonly { readonly category: AccessCategory; readonly count: number; readonly types: readonly string[] }[]
  /** So many of them were refused. */
  readonly refused: number
  /** Given by who looked: a break-glass reason. */
  readonly reason?: string
}

/** GET /portal/api/access-log?carrier=alpha&patient=<id>[&cursor=…]: "Wer hat meine Daten gesehen?", newest first. For the person's own
 *  Patients (and those they may act for) only. GET /portal/api/access-log/export?carrier&patient&format=csv|ndjson: all of it. */
export interface AccessLogPage {
  readonly uses: readonly AccessUse[]
  /** `cursor` of the next page; absent on the last. */
  readonly next?: string
  /** Older entries were deleted when their time was over; so long they are kept, in days. */
  readonly keptDays: number
}

/** One access. `what` of an admin's view is the event's code. */
export interface AccessEntry {
  /** The id of its AuditEvent at /fhir/{carrier}/AuditEvent/<id>. */
  readonly id: string
  readonly at: string
  readonly category: AccessCategory
  /** The event's code: read, search, break-glass … */
  readonly event: string
  readonly outcome: 'success' | 'refused' | 'failed'
  /** The resource type concerned. */
  readonly type?: string
}

/** GET /portal/api/access-log/entries?carrier&patient&use=<AccessUse.id> */
export interface AccessEntries {
  readonly entries: readonly AccessEntry[]
}

/** An entry as a carrier's administration sees it. */
export interface AuditEntry extends AccessEntry {
  /** `Account/…` or `Device/…`, and the name it has today. */
  readonly actor: string
  readonly name: string
  readonly client?: string
  readonly address?: string
  readonly purpose: string
  readonly trace: string
  readonly resource?: string
  readonly version?: number
  /** Ids of the Patients concerned, at most 20 of `patientCount`. */
  readonly patients: readonly string[]
  readonly patientCount: number
  /** Facts such as `query`, `reason`, `code`, by name. */
  readonly detail: Readonly<Record<string, string>>
}

/** GET /portal/api/carriers/:carrier/audit[?actor][&patient][&event][&type][&outcome=success|refused|failed][&from][&to][&cursor], newest
 *  first; permission audit.read. The carrier `-` is the platform's own log, for operators.
 *  GET /portal/api/carriers/:carrier/audit/export with the same filters and format=csv|ndjson: everything that meets them; ndjson has
 *  AuditEvents. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[]
  readonly next?: string
}

/** GET /portal/api/carriers/:carrier/audit/events: what may be filtered by. */
export interface AuditFilters {
  readonly events: readonly { readonly event: string; readonly category: AccessCategory }[]
}

/** GET /portal/api/carriers/:carrier/audit/state, and POST …/audit/verify (recomputes the whole chain). PUT …/audit/retention { days } sets how long the log is
 *  kept, 30 to 36,500 days. */
export interface AuditState {
  readonly keptDays: number
  /** Closed and signed, among them those deleted after their time. */
  readonly segments: number
  readonly deletedSegments: number
  readonly sealedEntries: number
  /** Newer than the last segment. */
  readonly openEntries: number
  readonly lastSealedAt?: string
}

export interface AuditVerification extends AuditState {
  readonly intact: boolean
  /** `number:hash` of the last segment, to be compared with what the hub's process log told when it was closed. */
  readonly head?: string
  /** At most 100. */
  readonly findings: readonly AuditFinding[]
}

export interface AuditFinding {
  /** A block of entries put elsewhere shows as altered: its place is sealed with it. */
  readonly kind: 'altered' | 'removed' | 'inserted' | 'segment-missing' | 'segment-forged' | 'segment-altered'
  readonly segment: number
  /** The block's place in its segment, from 1; absent where the whole segment is meant. */
  readonly place?: number
  /** era.xid.seq of the entry as it stands now. */
  readonly position?: string
}
