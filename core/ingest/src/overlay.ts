import type { MapState } from '@steckwerk/hl7v2/maps'
import { mentions, type Resource } from '@steckwerk/fhir'

/** The state a run of messages is mapped against: what was loaded, with each message's writes laid over it. */
export class Overlay implements MapState {
  readonly #loaded = new Map<string, Resource>()
  readonly #texts = new Map<string, string>()
  readonly #written = new Map<string, Resource>()

  /** `text`: as stored, where its form shall be kept. */
  load(resource: Resource, text?: string): void {
    const key = `${resource.resourceType}/${resource.id}`
    this.#loaded.set(key, resource)
    if (text !== undefined) this.#texts.set(key, text)
  }

  text(type: string, id: string): string | undefined {
    return this.#texts.get(`${type}/${id}`)
  }

  get(type: string, id: string): Resource | undefined {
    const key = `${type}/${id}`
    return this.#written.get(key) ?? this.#loaded.get(key)
  }

  mentioning(patientId: string): readonly Resource[] {
    const reference = `Patient/${patientId}`
    const found: Resource[] = []
    for (const [key, resource] of this.#loaded) {
      if (!this.#written.has(key) && mentions(resource, reference)) found.push(resource)
    }
    for (const resource of this.#written.values()) if (mentions(resource, reference)) found.push(resource)
    return found
  }

  /** As the run leaves it: a number taken away is not found, one given by an earlier message is. */
  identified(type: string, system: string, value: string): Resource | undefined {
    const has = (resource: Resource): boolean => resource.resourceType === type && Array.isArray(resource['identifier']) &&
      (resource['identifier'] as { system?: string; value?: string }[]).some((one) => one.system === system && one.value === value)
    for (const resource of this.#written.values()) if (has(resource)) return resource
    for (const [key, resource] of this.#loaded) if (!this.#written.has(key) && has(resource)) return resource
    return undefined
  }

  write(resource: Resource): void {
    this.#written.set(`${resource.resourceType}/${resource.id}`, resource)
  }

  loaded(type: string, id: string): Resource | undefined {
    return this.#loaded.get(`${type}/${id}`)
  }

  /** Everything written, as it stands at the end of the run. */
  written(): IterableIterator<Resource> {
    return this.#written.values()
  }
}
