import { isResourceType } from '../model/resource-types.ts'
import { structureOf, type Structure } from '../model/structure.ts'
import { invariantsOf, type Invariant } from './invariants.ts'
import type { Walk } from './walk.ts'

type Members = Readonly<Record<string, unknown>>

/** An invariant to evaluate, at the place where the walk stands. */
export interface Question {
  readonly invariant: Invariant
  /** The type of the value. */
  readonly type: string
  readonly node: unknown
  /** The resource the value stands in: %resource. */
  readonly resource: Members
}

const ofStructure = new Map<string, readonly Invariant[]>()

/** Those of a structure and of its bases. */
function withBases(structure: Structure): readonly Invariant[] {
  let all = ofStructure.get(structure.name)
  if (all === undefined) {
    const base = structureOf(structure.base)
    all = [...(base === undefined ? [] : withBases(base)), ...invariantsOf(structure.name)]
    ofStructure.set(structure.name, all)
  }
  return all
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Every invariant that concerns a resource, element by element, in their order; resources in a Bundle or Parameters and
 *  contained ones included. */
export function* questionsOf(resource: unknown, walk: Walk, isContained = false): Generator<Question> {
  const type = isObject(resource) ? resource['resourceType'] : undefined
  if (typeof type !== 'string' || !isResourceType(type)) return
  const structure = structureOf(type)!
  const node = resource as Members
  // What R4 says of every DomainResource concerns what it contains; a contained resource contains nothing, and has no narrative
  for (const invariant of isContained ? invariantsOf(type) : withBases(structure)) yield { invariant, type, node, resource: node }
  yield* questionsInside(node, structure, node, walk)
}

function* questionsInside(object: Members, structure: Structure, resource: Members, walk: Walk): Generator<Question> {
  for (const key of Object.keys(object)) {
    const isCompanion = key.charCodeAt(0) === 95
    const element = structure.elements.get(isCompanion ? key.slice(1) : key)
    if (element === undefined) continue
    const type = isCompanion ? 'Element' : element.type
    const inner = structureOf(type)
    const path = `${structure.name}.${element.name}`
    // A backbone element is a structure of this name: its invariants are asked for below. What is said of a choice is said of
    // the members of its types
    const about = isCompanion || type === path || (element.choice && inner === undefined) ? [] : invariantsOf(path)
    if (inner === undefined && about.length === 0 && type !== 'Resource') continue
    const value = object[key]
    walk.path.push(key)
    for (const [at, item] of (Array.isArray(value) ? value : [value]).entries()) {
      if (Array.isArray(value)) walk.path.push(at)
      if (type === 'Resource') yield* questionsOf(item, walk, element.name === 'contained')
      else if (item !== null && item !== undefined) {
        for (const invariant of about) yield { invariant, type, node: item, resource }
        if (inner !== undefined && isObject(item)) {
          for (const invariant of withBases(inner)) yield { invariant, type, node: item, resource }
          yield* questionsInside(item, inner, resource, walk)
        }
      }
      if (Array.isArray(value)) walk.path.pop()
    }
    walk.path.pop()
  }
}
