import type { Resource, ResourceKey } from '@steckwerk/fhir'
import type { Tenant } from '@steckwerk/kernel'

const freshMs = 5_000
const most = 50_000

/** What is kept of a place. */
export interface KnownPlace {
  readonly resource: Resource
  readonly version: number
  readonly until: number
}

/** Locations and Organizations read lately. Every message names its ward, room, bed and department; maps create them once and never change
 *  them, so that a few seconds old is as good as new. One deleted over the API is made again when its time here is over. */
export class KnownPlaces {
  readonly #places = new Map<string, KnownPlace>()

  /** `now` is in milliseconds. */
  get(tenant: Tenant, key: ResourceKey, now: number): KnownPlace | undefined {
    if (!isPlace(key.type)) return undefined
    const place = this.#places.get(`${tenant}/${key.type}/${key.id}`)
    return place !== undefined && place.until > now ? place : undefined
  }

  put(tenant: Tenant, resource: Resource, version: number, now: number): void {
    if (!isPlace(resource.resourceType)) return
    if (this.#places.size >= most) this.#places.clear()
    this.#places.set(`${tenant}/${resource.resourceType}/${resource.id}`, { resource, version, until: now + freshMs })
  }
}

function isPlace(type: string): boolean {
  return type === 'Location' || type === 'Organization'
}
