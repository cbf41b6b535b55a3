import type { Words } from './person.ts'

/** A network as its pages need it. Answer of GET /portal/api/networks/{network}; needs no account. */
export interface NetworkInfo {
  readonly slug: string
  readonly name: string
  /** Its provider of each capability: where pages find the service, at /services/{plug}/{network}. */
  readonly services: readonly { readonly capability: string; readonly plug: string }[]
  /** Whether who asks edits it. */
  readonly editor: boolean
  /** Whether who asks says who edits it. */
  readonly manager: boolean
  /** Invented, as everything in the demo. */
  readonly demo: boolean
}

/** Answer of GET /portal/api/networks/{network}/offers: what hospitals and offices can order at this hub, for who is signed in. */
export interface NetworkOffers {
  readonly offers: readonly { readonly plug: string; readonly capability: string; readonly vendor: string; readonly name: Words; readonly summary: Words }[]
}

/** Answer of GET /portal/api/networks. */
export interface NetworkList {
  readonly networks: readonly { readonly slug: string; readonly name: string }[]
}
