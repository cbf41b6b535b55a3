import type { Resource } from '@steckwerk/fhir'
import { createHash } from 'node:crypto'
import { parseMessage, type Message } from '../../message.ts'
import type { MapResult, MapSettings, MapState } from '../contract.ts'
import { map, needs } from '../map-message.ts'

export const testSettings: MapSettings = {
  zone: 'Europe/Berlin',
  patientSystem: 'https://alpha.example/sid/patient',
  caseSystem: 'https://alpha.example/sid/case',
  site: 'Haus Nord',
  idOf: testId,
}

/** Ids that a reader can tell apart, as stable as the real ones. */
export function testId(type: string, system: string, value: string): string {
  const digest = createHash('sha256').update(`${system}|${value}`).digest('hex').slice(0, 8)
  return `${type.toLowerCase()}-${value.replaceAll(/[^A-Za-z0-9]/g, '-').slice(0, 24)}-${digest}`
}

/** Text as a message; segments by lines, characters as UTF-8. */
export function messageOf(text: string): Message {
  return parseMessage(Buffer.from(text.trim().replaceAll('\n', '\r')), { charset: 'utf-8' })
}

/** Resources that messages are laid over, one after the other. Reading what `needs` did not declare throws. */
export class World {
  readonly resources = new Map<string, Resource>()
  readonly settings: MapSettings

  constructor(settings: MapSettings = testSettings) {
    this.settings = settings
  }

  apply(message: Message): MapResult {
    const result = map(message, this.settings, this.#declared(message))
    if (result.kind === 'mapped') for (const resource of result.writes) this.put(resource)
    return result
  }

  put(resource: Resource): void {
    this.resources.set(`${resource.resourceType}/${resource.id}`, freeze(resource))
  }

  get<R = Resource>(type: string, id: string): R {
    const found = this.resources.get(`${type}/${id}`)
    if (!found) throw new Error(`no ${type}/${id}`)
    return found as R
  }

  all(type: string): Resource[] {
    return [...this.resources.values()].filter(({ resourceType }) => resourceType === type)
  }

  /** What the contract lets a map see: the declared keys, survivors of replaced patients, and what mentions a declared patient. */
  #declared(message: Message): MapState {
    const { read, mentioning, identified = [] } = needs(message, this.settings)
    const keys = new Set(read.map(({ type, id }) => `${type}/${id}`))
    const byNumber = (type: string, system: string, value: string): Resource | undefined =>
      this.all(type).find(resource => (resource['identifier'] as { system: string; value: string }[] | undefined)?.some(one => one.system === system && one.value === value))
    for (const { type, system, value } of identified) {
      const found = byNumber(type, system, value)
      if (found) keys.add(`${type}/${found.id}`)
    }
    for (const key of keys) for (const other of [...survivors(this.resources.get(key)), ...slots(this.resources.get(key))]) keys.add(other)
    return {
      get: (type, id) => {
        if (!keys.has(`${type}/${id}`)) throw new Error(`${type} read without being declared`)
        return this.resources.get(`${type}/${id}`)
      },
      mentioning: id => {
        if (!mentioning.includes(id)) throw new Error('mentions read without being declared')
        return [...this.resources.values()].filter(resource => JSON.stringify(resource).includes(`"Patient/${id}"`))
      },
      identified: (type, system, value) => {
        if (!identified.some(one => one.type === type && one.system === system && one.value === value)) throw new Error('a number read without being declared')
        return byNumber(type, system, value)
      },
    }
  }
}

function survivors(resource: Resource | undefined): string[] {
  const links = (resource?.link ?? []) as { type: string; other: { reference: string } }[]
  return links.filter(({ type }) => type === 'replaced-by').map(({ other }) => other.reference)
}

function slots(resource: Resource | undefined): string[] {
  return resource?.resourceType === 'Appointment' ? ((resource['slot'] ?? []) as { reference: string }[]).map(({ reference }) => reference) : []
}

/** A map that changes what it was given must fail its test. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(freeze)
  }
  return value
}
