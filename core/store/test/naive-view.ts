import { compartmentCondition, extract, parseSearch, permitsOf, type Permit, type Resource } from '@steckwerk/fhir'
import type { PatientSet, View, ViewRule } from '@steckwerk/kernel'
import { naiveSearch, type Held } from './naive-search.ts'

/** A stored version as the naive view sees it; a deletion has the resource it ended. */
export interface HeldVersion extends Held {
  readonly version: number
  readonly deleted: boolean
}

/** To whom it belongs by patient and subject. */
export function patientsOf(resource: Resource): readonly string[] {
  if (resource.resourceType === 'Patient') return [resource.id!]
  const found = extract(resource).references.filter(({ param, type }) => type === 'Patient' && (param === 'patient' || param === 'subject'))
  return [...new Set(found.map(({ id }) => id!))]
}

const mark = (resource: Resource): string => (patientsOf(resource).length > 1 ? 'several' : (patientsOf(resource)[0] ?? 'nobody'))

/** What is in a view, found by looking at everything. */
export class NaiveView {
  readonly #held: readonly Held[]
  readonly #view: View
  readonly #now: number
  readonly #permits: readonly Permit[]

  constructor(held: readonly Held[], view: View, now: number) {
    this.#held = held
    this.#view = view
    this.#now = now
    this.#permits = held.flatMap(({ resource }) => permitsOf(resource))
  }

  /** The current resources that are in view. */
  rows(letter: string): Held[] {
    return this.#held.filter(({ resource }) => this.#view.rules.some((rule) => this.#allows(rule, letter, resource)))
  }

  /** Whether a version of a resource, whose newest is `current`, is in view. */
  shows(letter: string, current: HeldVersion, version: HeldVersion): boolean {
    return this.#view.rules.some((rule) => {
      const now = current.deleted ? this.#allowsDeleted(rule, letter, current.resource) : this.#allows(rule, letter, current.resource)
      const same = mark(version.resource) === mark(current.resource)
      return now && (same || rule.patients.every((set) => patientsOf(version.resource).length === 1 && this.#has(set, version.resource, patientsOf(version.resource)[0]!)))
    })
  }

  #allows(rule: ViewRule, letter: string, resource: Resource): boolean {
    const { resourceType: type } = resource
    if (!rule.may.includes(letter) || (rule.types !== 'all' && !rule.types.includes(type))) return false
    return rule.patients.every((set) => this.#belongs(set, resource)) && rule.where.every((query) => this.#meets(query, resource))
  }

  /** Of what is deleted, the Patient is known, nothing else. */
  #allowsDeleted(rule: ViewRule, letter: string, resource: Resource): boolean {
    if (!rule.may.includes(letter) || (rule.types !== 'all' && !rule.types.includes(resource.resourceType)) || rule.where.length > 0) return false
    const patients = patientsOf(resource)
    return rule.patients.every((set) => patients.length === 1 && this.#has(set, resource, patients[0]!))
  }

  #meets(query: string, resource: Resource): boolean {
    const type = resource.resourceType
    try {
      const asked = parseSearch(type, [...new URLSearchParams(query)], { lenient: false, maxCount: 1 }).query
      // What asks nothing finds nothing.
      return asked.conditions.length > 0 && naiveSearch(this.#held, asked).includes(resource.id!)
    } catch {
      return false
    }
  }

  #belongs(set: PatientSet, resource: Resource): boolean {
    const { resourceType: type, id } = resource
    const owned = (set.ids ?? []).some((patient) => {
      if (this.#permitted(set.refused, type, patient, this.#now)) return false
      if (type === 'Patient') return id === patient
      const condition = compartmentCondition('Patient', patient, type)
      return condition !== undefined && naiveSearch([{ resource, lastUpdated: 0 }], { type, conditions: [condition], sort: [], count: 1, total: 'none', cursor: undefined, includes: [], summary: 'false', elements: undefined }).length > 0
    })
    return owned || patientsOf(resource).some((patient) => this.#admits(set, type, patient))
  }

  #admits(set: PatientSet, type: string, patient: string): boolean {
    return this.#permitted(set.admitted, type, patient, set.endedAfter ?? this.#now) && !this.#permitted(set.refused, type, patient, this.#now)
  }

  #has(set: PatientSet, resource: Resource, patient: string): boolean {
    const type = resource.resourceType
    const named = set.ids?.includes(patient) === true && !this.#permitted(set.refused, type, patient, this.#now) && this.#belongs({ ...set, ids: [patient], admitted: [] }, resource)
    return named || this.#admits(set, type, patient)
  }

  #permitted(keys: readonly string[] = [], type: string, patient: string, endedAfter: number): boolean {
    if (keys.length === 0) return false
    const wanted = keys.map((key) => key.replace('{type}', type))
    return this.#permits.some((permit) => wanted.includes(permit.key) && permit.patient === patient && permit.low <= this.#now && permit.high >= endedAfter)
  }
}
