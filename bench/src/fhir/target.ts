import type { OutsideReferences } from './record.ts'

/** A FHIR server as the load generator sees it: data alone, since the generator is a thread of its own. */
export interface Target {
  /** FHIR bases without a slash at the end: one a carrier, or a single one. The first gets half of everything. */
  readonly bases: readonly string[]
  /** Sent with each request: authorization, tenant headers. */
  readonly headers: Readonly<Record<string, string>>
  /** Of resources sent. */
  readonly contentType: string
  /** PUT to an id that does not exist creates it. */
  readonly updateAsCreate: boolean
  readonly outside: OutsideReferences
}
