import { flagsOf, isIndispensable } from '../model/element-flags.ts'
import { structureOf, type Element, type Structure } from '../model/structure.ts'

/** What of a value stays: all of it, or of each of its objects the members named here. */
export type Keep = 'all' | ReadonlyMap<string, Keep>

/** An element that stays keeps its id and its extensions: data-absent-reason or a part of a name may be all it says. */
const companions = ['id', 'extension']

function staysInSummary(structure: Structure, element: Element): boolean {
  const flags = flagsOf(structure.name)
  return flags.summary.has(element.name) || isIndispensable(element, flags) || companions.includes(element.name)
}

/** The definition that says what of an element's values stays; undefined where everything does. */
function innerStructure(element: Element): Structure | undefined {
  // A resource inside another is a whole of its own; in Extension and Narrative R4 marks nothing
  return ['Resource', 'Extension', 'Narrative'].includes(element.type) ? undefined : structureOf(element.type)
}

/** Whether a summary leaves anything out of values of this type, at any depth. Types hold each other in circles. */
function isCut(structure: Structure): boolean {
  const seen = new Set([structure])
  for (const one of seen) {
    for (const element of one.elements.values()) {
      if (!staysInSummary(one, element)) return true
      const inner = innerStructure(element)
      if (inner !== undefined) seen.add(inner)
    }
  }
  return false
}

const inner = new Map<string, Keep>()

function keepInside(element: Element): Keep {
  const structure = innerStructure(element)
  if (structure === undefined) return 'all'
  const known = inner.get(structure.name)
  if (known !== undefined) return known
  if (!isCut(structure)) {
    inner.set(structure.name, 'all')
    return 'all'
  }
  const keep = new Map<string, Keep>()
  inner.set(structure.name, keep)
  for (const member of structure.elements.values()) if (staysInSummary(structure, member)) keep.set(member.key, keepInside(member))
  return keep
}

const always = ['id', 'meta']

function topLevel(type: string, stays: (element: Element) => boolean, inside: (element: Element) => Keep): ReadonlyMap<string, Keep> {
  const keep = new Map<string, Keep>([['resourceType', 'all']])
  for (const element of structureOf(type)?.elements.values() ?? [])
    if (always.includes(element.name) || stays(element)) keep.set(element.key, inside(element))
  return keep
}

const wholly = (): Keep => 'all'
const summaries = new Map<string, ReadonlyMap<string, Keep>>()

/** The members of a resource of this type that stay in a summary. Source: FHIR R4 search.html#summary. */
export function summaryPlan(type: string, summary: 'true' | 'text' | 'data'): ReadonlyMap<string, Keep> {
  const name = `${summary} ${type}`
  const known = summaries.get(name)
  if (known !== undefined) return known
  const flags = flagsOf(type)
  const plan =
    summary === 'true'
      ? topLevel(type, element => flags.summary.has(element.name) || isIndispensable(element, flags), keepInside)
      : summary === 'text'
        ? topLevel(type, element => element.required || element.name === 'text', wholly)
        : topLevel(type, element => element.name !== 'text', wholly)
  summaries.set(name, plan)
  return plan
}

/** The members that stay where only these are asked for, by the element's name or the JSON member's. Source: FHIR R4 search.html#elements. */
export function elementsPlan(type: string, elements: readonly string[]): ReadonlyMap<string, Keep> {
  const flags = flagsOf(type)
  const named = (element: Element) => elements.includes(element.name) || elements.includes(element.key)
  return topLevel(type, element => named(element) || isIndispensable(element, flags), wholly)
}
