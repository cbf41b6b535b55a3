import type { Permission } from '@steckwerk/access'
import type { Ctx } from '@steckwerk/kernel'
import type { Change, Reader, Stored, Writer } from '@steckwerk/store'
import type { Body } from './body.ts'
import type { Prefer } from './prefer.ts'

/** One FHIR request, free of HTTP machinery: a route makes it, and so does each entry of a batch or transaction. */
export interface FhirCall {
  readonly ctx: Ctx
  /** The carrier's FHIR base without a trailing slash, e.g. https://hub.example/fhir/alpha. */
  readonly base: string
  /** '' where the interaction has no type or id. */
  readonly type: string
  readonly id: string
  readonly versionId: string
  /** What of a compartment is asked for, the third part of Patient/1/Observation: a type or '*'; '' elsewhere. */
  readonly member: string
  /** The query string, raw, without '?'. */
  readonly query: string
  readonly body: Body | undefined
  readonly prefer: Prefer
  readonly ifMatch: string | undefined
  readonly ifNoneMatch: string | undefined
  readonly ifModifiedSince: string | undefined
  readonly ifNoneExist: string | undefined
  read<T>(work: (reader: Reader) => Promise<T>): Promise<T>
  commit(change: Change): Promise<Stored>
  write<T>(work: (writer: Writer) => Promise<T>): Promise<T>
}

export interface FhirAnswer {
  readonly status: number
  /** JSON text. */
  readonly body?: string | undefined
  readonly version?: number | undefined
  /** Milliseconds since 1970 UTC. */
  readonly lastModified?: number | undefined
  /** Absolute. */
  readonly location?: string | undefined
}

/** Codes of http://hl7.org/fhir/restful-interaction. */
export type InteractionCode = 'read' | 'vread' | 'update' | 'delete' | 'history-instance' | 'create' | 'search-type' | 'transaction' | 'batch' | 'patch' | 'history-type' | 'history-system'

/** What an interaction adds to each type's entry in the CapabilityStatement. Source: FHIR R4 capabilitystatement.html. */
export interface Claims {
  readonly readHistory?: true
  readonly updateCreate?: true
  readonly conditionalCreate?: true
  readonly conditionalRead?: 'modified-since' | 'not-match' | 'full-support'
  readonly conditionalUpdate?: true
  readonly conditionalDelete?: 'single' | 'multiple'
  readonly referencePolicy?: readonly ('literal' | 'logical' | 'resolves' | 'enforced' | 'local')[]
  /** Media types of PATCH; stated once for the whole server. */
  readonly patchFormat?: readonly string[]
}

/** An operation by its definition. Where it is offered (system, type, instance) says the interaction's path. */
export interface OperationClaim {
  /** Without '$'. */
  readonly name: string
  /** Canonical URL of the OperationDefinition. */
  readonly definition: string
  /** The types it is for; undefined = all. */
  readonly types?: readonly string[]
}

/** What the CapabilityStatement says of a type that has interactions of its own, beside these. */
export interface OwnClaims {
  readonly extension: readonly { readonly url: string; readonly valueCanonical: string }[]
  readonly supportedProfile: readonly string[]
}

/** One interaction of the FHIR REST interface: what is wired, and what the CapabilityStatement says.
 *  Source: FHIR R4 http.html. */
export interface Interaction {
  readonly codes: readonly InteractionCode[]
  readonly claims?: Claims
  readonly operation?: OperationClaim
  /** It and its like are all there is for one type: what is wired for every type says nothing of this one. */
  readonly only?: { readonly type: string; readonly searchParams: readonly string[]; readonly claims?: OwnClaims }
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below /fhir/:carrier. */
  readonly path: string
  readonly permission: Permission
  /** Letters of SMART 2.2 that a view must allow on the type, all of these; of several in one entry any. Where an instance is addressed by its id the store
   *  decides on it. */
  readonly letters: readonly string[]
  handle(call: FhirCall): Promise<FhirAnswer>
}
