/** A network as its pages need it. Answer of GET /portal/api/networks/{network}; needs no account. */
export interface NetworkInfo {
  readonly slug: string
  readonly name: string
  /** Its provider of each capability: where pages find the service, at /services/{plug}/{network}. */
  readonly services: readonly { readonly capability: string; readonly plug: string }[]
  /** Whether who asks edits it. */
  readonly editor: boolean
  /** Invented, as everything in the demo. */
  readonly demo: boolean
}

/** Answer of GET /portal/api/networks. */
export interface NetworkList {
  readonly networks: readonly { readonly slug: string; readonly name: string }[]
}
