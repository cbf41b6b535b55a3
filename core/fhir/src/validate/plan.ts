import sets from '../generated/value-sets.json' with { type: 'json' }
import { structureOf, type Element, type Structure } from '../model/structure.ts'
import { primitiveChecks, type PrimitiveCheck } from './primitives.ts'

/** What a JSON member of an object must be. `_birthDate` has a member of its own with `companion` set. */
export interface Member {
  readonly element: Element
  readonly companion: boolean
  /** Set for primitives. */
  readonly primitive: PrimitiveCheck | undefined
  /** Allowed codes of a required binding: bare for `code`, `system|code` for Coding and CodeableConcept. */
  readonly codes: ReadonlySet<string> | undefined
}

/** An element that must be there, under any of these JSON members. */
export interface Requirement {
  readonly name: string
  readonly keys: readonly string[]
}

export interface Plan {
  readonly structure: Structure
  readonly members: ReadonlyMap<string, Member>
  readonly requirements: readonly Requirement[]
}

const valueSets: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = sets
const codeSets = new Map<string, ReadonlySet<string>>()
const plans = new Map<string, Plan>()

function codesOf(element: Element): ReadonlySet<string> | undefined {
  const { binding, type } = element
  if (binding === undefined || (type !== 'code' && type !== 'Coding' && type !== 'CodeableConcept')) return undefined
  const bare = type === 'code'
  const key = `${bare} ${binding}`
  let codes = codeSets.get(key)
  if (codes === undefined) {
    codes = new Set(Object.entries(valueSets[binding]!).flatMap(([system, list]) => (bare ? list : list.map(code => `${system}|${code}`))))
    codeSets.set(key, codes)
  }
  return codes
}

/** The compiled checks of a resource type, data type or backbone element. */
export function planOf(name: string): Plan {
  const known = plans.get(name)
  if (known !== undefined) return known
  const structure = structureOf(name)!
  const members = new Map<string, Member>()
  const required = new Map<string, string[]>()
  for (const element of structure.elements.values()) {
    const primitive = primitiveChecks.get(element.type)
    members.set(element.key, { element, companion: false, primitive, codes: codesOf(element) })
    if (primitive !== undefined) members.set(`_${element.key}`, { element, companion: true, primitive: undefined, codes: undefined })
    if (!element.required) continue
    const keys = required.get(element.name) ?? []
    keys.push(element.key, ...(primitive === undefined ? [] : [`_${element.key}`]))
    required.set(element.name, keys)
  }
  const plan = { structure, members, requirements: [...required].map(([element, keys]) => ({ name: element, keys })) }
  plans.set(name, plan)
  return plan
}
