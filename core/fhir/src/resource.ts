/** A parsed FHIR R4 resource. Numbers have lost their lexical form here; the stored text keeps it. */
export interface Resource {
  resourceType: string
  id?: string
  meta?: Meta
  [element: string]: unknown
}

export interface Meta {
  versionId?: string
  lastUpdated?: string
  source?: string
  profile?: string[]
  security?: unknown[]
  tag?: unknown[]
  [element: string]: unknown
}

/** Names one resource inside a carrier. */
export interface ResourceKey {
  readonly type: string
  readonly id: string
}
