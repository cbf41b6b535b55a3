import { Fault } from '@steckwerk/kernel'
import type { FhirBundle, FhirBundleEntry, FhirClient, FhirResource, SearchPairs } from '@steckwerk/plug'

type Kept = FhirResource & { readonly id: string }

/** One carrier's records in memory, behaving like the store where scheduling relies on it: versions, If-Match, conditional create, transactions that happen
 *  whole or not at all, and the searches that are used. Each call lets others in first, as a network does. */
export class MemoryFhir implements FhirClient {
  readonly kept = new Map<string, Kept>()
  writes = 0
  #next = 1

  async read(type: string, id: string): Promise<FhirResource | undefined> {
    await turn()
    return structuredClone(this.kept.get(`${type}/${id}`))
  }

  async search(type: string, pairs: SearchPairs): Promise<FhirBundle> {
    return { resourceType: 'Bundle', type: 'searchset', entry: (await this.all(type, pairs)).map((resource) => ({ resource })) }
  }

  async all(type: string, pairs: SearchPairs, most = 10_000): Promise<readonly FhirResource[]> {
    await turn()
    const found = [...this.kept.values()].filter((resource) => resource.resourceType === type && pairs.every(([name, value]) => meets(resource, name, value)))
    if (found.length > most) throw new Fault('unprocessable', 'plug/too-many', 'Too many.')
    return structuredClone(found)
  }

  async create(resource: FhirResource, options: { readonly ifNoneExist?: string } = {}): Promise<FhirResource> {
    await turn()
    const there = options.ifNoneExist === undefined ? undefined : this.#existing(resource.resourceType, options.ifNoneExist)
    return structuredClone(there ?? this.#put({ ...resource, id: `made-${this.#next++}` }))
  }

  async update(resource: Kept, options: { readonly version?: string } = {}): Promise<FhirResource> {
    await turn()
    if (options.version !== undefined) this.#require(`${resource.resourceType}/${resource.id}`, `W/"${options.version}"`)
    return structuredClone(this.#put(resource))
  }

  async remove(type: string, id: string): Promise<void> {
    await turn()
    this.kept.delete(`${type}/${id}`)
  }

  async transaction(bundle: FhirBundle): Promise<FhirBundle> {
    await turn()
    const entries = bundle.entry ?? []
    if (bundle.type === 'transaction') {
      for (const { request } of entries) {
        if (request?.ifMatch !== undefined) this.#require(request.url, request.ifMatch)
        if (request?.ifNoneMatch !== undefined && this.kept.has(request.url)) throw new Fault('conflict', 'plug/fhir-412', 'There is one.')
      }
    }
    return { resourceType: 'Bundle', type: `${bundle.type}-response`, entry: entries.map((entry) => this.#entry(entry)) }
  }

  async operation(): Promise<undefined> {
    throw new Fault('not-supported', 'plug/fhir-404', 'No operations here.')
  }

  #entry({ resource, request }: FhirBundleEntry): FhirBundleEntry {
    try {
      if (request === undefined) throw new Error('an entry without request')
      if (request.ifMatch !== undefined) this.#require(request.url, request.ifMatch)
      if (request.method === 'DELETE') {
        this.kept.delete(request.url)
        this.writes++
        return { response: { status: '204' } }
      }
      if (request.method === 'POST') {
        const there = request.ifNoneExist === undefined ? undefined : this.#existing(request.url, request.ifNoneExist)
        if (there !== undefined) return { response: { status: '200' } }
        this.#put({ ...resource!, id: `made-${this.#next++}` })
        return { response: { status: '201' } }
      }
      this.#put(resource as Kept)
      return { response: { status: '200' } }
    } catch (thrown) {
      if (thrown instanceof Fault) return { response: { status: '412' } }
      throw thrown
    }
  }

  #existing(type: string, criteria: string): Kept | undefined {
    const pairs = [...new URLSearchParams(criteria)]
    return [...this.kept.values()].find((resource) => resource.resourceType === type && pairs.every(([name, value]) => meets(resource, name, value)))
  }

  #require(url: string, etag: string): void {
    if (`W/"${this.kept.get(url)?.meta?.versionId ?? ''}"` !== etag) throw new Fault('conflict', 'plug/fhir-412', 'At another version.')
  }

  #put(resource: Kept): Kept {
    requireFull(resource)
    const before = this.kept.get(`${resource.resourceType}/${resource.id}`)
    const kept = { ...structuredClone(resource), meta: { ...resource.meta, versionId: String(Number(before?.meta?.versionId ?? 0) + 1) } }
    this.kept.set(`${resource.resourceType}/${resource.id}`, kept)
    this.writes++
    return kept
  }
}

const turn = async (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

/** FHIR knows no empty element. */
function requireFull(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  const members = Object.values(JSON.parse(JSON.stringify(value)) as object)
  if (members.length === 0) throw new Fault('unprocessable', 'plug/fhir-422', 'An element must not be empty.')
  members.forEach(requireFull)
}

function meets(resource: FhirResource, name: string, value: string): boolean {
  if (name === '_count') return true
  const values = value.split(',')
  switch (name) {
    case 'status':
    case 'active':
      return values.includes(String(resource[name]))
    case 'schedule':
      return values.includes((resource['schedule'] as { reference: string }).reference)
    case 'slot':
      return ((resource['slot'] ?? []) as { reference: string }[]).some(({ reference }) => values.includes(reference))
    case 'identifier':
      return ((resource['identifier'] ?? []) as { system: string; value: string }[]).some((own) => values.includes(`${own.system}|${own.value}`))
    case 'start':
    case 'date': {
      const prefix = value.slice(0, 2)
      const own = Date.parse((resource['start'] ?? '') as string)
      const asked = Date.parse(value.slice(2))
      return { ge: own >= asked, gt: own > asked, lt: own < asked, le: own <= asked }[prefix] ?? false
    }
    default:
      throw new Error(`this search is not known to the fake: ${name}`)
  }
}
