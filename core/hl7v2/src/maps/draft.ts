import { mentions, type Resource } from '@steckwerk/fhir'
import type { MapState } from './contract.ts'
import { sameJson } from './same-json.ts'

/** The state as one message leaves it: what the map has put lies over what was there. */
export class Draft {
  readonly #state: MapState
  readonly #puts = new Map<string, Resource>()
  // What was found by mention, which `needs` could not name one by one.
  readonly #mentioned = new Map<string, Resource>()

  constructor(state: MapState) {
    this.#state = state
  }

  get(type: string, id: string): Resource | undefined {
    return this.#puts.get(`${type}/${id}`) ?? this.#state.get(type, id)
  }

  /** The resource of that number. */
  identified(type: string, system: string, value: string): Resource | undefined {
    const found = this.#state.identified(type, system, value)
    return found && (this.get(type, found.id!) ?? found)
  }

  put(resource: Resource): void {
    this.#puts.set(`${resource.resourceType}/${resource.id}`, resource)
  }

  /** Every resource that mentions this Patient now. */
  mentioning(patientId: string): Resource[] {
    const found: Resource[] = []
    const reference = `Patient/${patientId}`
    for (const resource of this.#state.mentioning(patientId)) {
      const key = `${resource.resourceType}/${resource.id}`
      this.#mentioned.set(key, resource)
      if (!this.#puts.has(key)) found.push(resource)
    }
    for (const resource of this.#puts.values()) if (mentions(resource, reference)) found.push(resource)
    return found
  }

  /** What was put and differs from what was there. */
  writes(): Resource[] {
    const writes: Resource[] = []
    for (const [key, resource] of this.#puts) {
      const before = this.#mentioned.get(key) ?? this.#state.get(resource.resourceType, resource.id!)
      if (before === undefined || !sameJson(before, resource)) writes.push(resource)
    }
    return writes
  }
}
