/** A FHIR resource as JSON. */
export interface FhirResource {
  readonly resourceType: string
  readonly id?: string
  readonly meta?: { readonly versionId?: string; readonly lastUpdated?: string; readonly profile?: readonly string[]; readonly tag?: readonly unknown[] }
  readonly [member: string]: unknown
}

export interface FhirBundle extends FhirResource {
  readonly resourceType: 'Bundle'
  readonly type: string
  readonly total?: number
  readonly link?: readonly { readonly relation: string; readonly url: string }[]
  readonly entry?: readonly FhirBundleEntry[]
}

export interface FhirBundleEntry {
  readonly fullUrl?: string
  readonly resource?: FhirResource
  readonly search?: { readonly mode?: string }
  readonly request?: { readonly method: string; readonly url: string; readonly ifMatch?: string; readonly ifNoneMatch?: string; readonly ifNoneExist?: string }
  readonly response?: { readonly status: string; readonly location?: string; readonly etag?: string; readonly outcome?: FhirResource }
}

/** Pairs as of an address, in their order; a parameter may come several times. */
export type SearchPairs = readonly (readonly [name: string, value: string])[]

/** One carrier's records, as far as the service was granted them. The same over HTTP and inside the hub: each call is a request of the FHIR
 *  interface, authorized and logged as any other. Faults of every call: the kind of the answer's status (`not-found`, `conflict`,
 *  `forbidden`, `invalid`, `unavailable` …) with code `plug/fhir-<status>` and the OperationOutcome's texts. */
export interface FhirClient {
  /** undefined where there is none, or none that may be seen. */
  read(type: string, id: string): Promise<FhirResource | undefined>
  /** By POST _search: nothing that is searched for stands in an address. One page. */
  search(type: string, pairs: SearchPairs): Promise<FhirBundle>
  /** Every match over all pages, at most `most` (default 10,000); further ones are a fault plug/too-many. */
  all(type: string, pairs: SearchPairs, most?: number): Promise<readonly FhirResource[]>
  create(resource: FhirResource, options?: { readonly ifNoneExist?: string }): Promise<FhirResource>
  /** `version`: only over this version; otherwise a fault of kind conflict. */
  update(resource: FhirResource & { readonly id: string }, options?: { readonly version?: string }): Promise<FhirResource>
  remove(type: string, id: string): Promise<void>
  /** A Bundle of type transaction or batch, and its answer. */
  transaction(bundle: FhirBundle): Promise<FhirBundle>
  /** path: `Appointment/$book`, `Questionnaire/1/$populate`. */
  operation(path: string, parameters: FhirResource): Promise<FhirResource | undefined>
}
