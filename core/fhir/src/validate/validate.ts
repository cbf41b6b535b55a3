import type { Issue } from '@steckwerk/kernel'
import { isResourceType } from '../model/resource-types.ts'
import { planOf, type Member, type Plan } from './plan.ts'
import { rules } from './rules.ts'
import { Walk } from './walk.ts'

type Members = Readonly<Record<string, unknown>>

/** Objects inside objects; the deepest structure a form or a bundle of reports really needs is below 40. */
const deepest = 100

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A member that is undefined is not in the JSON. */
function isAbsent(object: Members, key: string): boolean {
  return object[key] === undefined
}

function checkCodes(member: Member, value: unknown, walk: Walk): void {
  const codes = member.codes!
  if (member.element.type === 'code') {
    if (!codes.has(value as string)) walk.report('code-invalid', 'Must be a code of the value set this element is bound to')
    return
  }
  const object = value as Members
  const codings = member.element.type === 'Coding' ? [object] : Array.isArray(object['coding']) ? object['coding'] : []
  const coded = codings.filter(coding => isObject(coding) && coding['code'] !== undefined) as Members[]
  // Only strings are put together: an object that claims to convert itself may throw
  const fits = coded.some(({ system, code }) => typeof system === 'string' && typeof code === 'string' && codes.has(`${system}|${code}`))
  // Without a code an extension (data-absent-reason and the like) may say why
  if (!fits && (coded.length > 0 || isAbsent(object, 'extension')))
    walk.report('code-invalid', 'Must hold a code of the value set this element is bound to')
}

/** What stands beside a primitive under `_name`. Beside a value it may hold an id alone. */
function checkCompanion(value: unknown, hasValue: boolean, walk: Walk): void {
  if (!isObject(value)) walk.report('structure', 'Must be a JSON object')
  else checkObject(planOf('Element'), value, walk, hasValue && !isAbsent(value, 'id'))
}

function checkValue(member: Member, value: unknown, walk: Walk): void {
  if (member.primitive !== undefined) {
    const problem = member.primitive(value)
    if (problem !== undefined) walk.report('value', `The value ${problem}`)
    else if (member.codes !== undefined) checkCodes(member, value, walk)
  } else if (member.element.type === 'Resource') {
    checkResource(value, undefined, walk, member.element.key === 'contained')
  } else if (!isObject(value)) {
    walk.report('structure', 'Must be a JSON object')
  } else {
    checkObject(planOf(member.element.type), value, walk, false)
    if (member.codes !== undefined) checkCodes(member, value, walk)
  }
}

/** A list of values; a primitive may be null where the companion list has something at its place, and the other way round. */
function checkList(member: Member, value: unknown, object: Members, walk: Walk): void {
  if (!Array.isArray(value)) return walk.report('structure', 'Must be a JSON array')
  if (value.length === 0) return walk.report('structure', 'An array must not be empty')
  const { key } = member.element
  const other = member.companion ? object[key] : member.primitive === undefined ? undefined : object[`_${key}`]
  for (let at = 0; at < value.length && !walk.isFull; at++) {
    walk.path.push(at)
    const hasOther = Array.isArray(other) && other[at] !== null && other[at] !== undefined
    if (value[at] !== null) {
      if (member.companion) checkCompanion(value[at], hasOther, walk)
      else checkValue(member, value[at], walk)
    } else if (!hasOther) walk.report('structure', 'null stands only where the value has an extension, or the extension a value')
    walk.path.pop()
  }
}

/** `mayBeEmpty`: no element but id need be there. */
function checkObject(plan: Plan, object: Members, walk: Walk, mayBeEmpty: boolean, isResource = false): void {
  if (walk.path.length > 2 * deepest) return walk.report('too-costly', 'Nested too deeply')
  let chosen: Member[] | undefined
  let content = 0
  for (const key of Object.keys(object)) {
    const value = object[key]
    if (value === undefined) continue
    const member = plan.members.get(key)
    if (member === undefined) {
      if (isResource && key === 'resourceType') continue
      walk.report('structure', 'No such element here', key)
      if (walk.isFull) return
      continue
    }
    if (key !== 'id') content++
    const { element } = member
    if (element.choice) {
      if (chosen === undefined) chosen = [member]
      else if (chosen.some(one => one.element.name === element.name && one.element.key !== element.key))
        walk.report('structure', `Only one ${element.name}[x] may be given`, key)
      else chosen.push(member)
    }
    walk.path.push(key)
    if (element.list) checkList(member, value, object, walk)
    else if (member.companion) checkCompanion(value, object[element.key] !== undefined, walk)
    else checkValue(member, value, walk)
    walk.path.pop()
  }
  if (content === 0 && !mayBeEmpty) walk.report('structure', 'An element must not be empty')
  for (const requirement of plan.requirements) {
    if (requirement.keys.every(key => isAbsent(object, key))) walk.report('required', 'This element must be given', requirement.name)
  }
  rules.get(plan.structure.name)?.(object, walk)
}

function containedIdsOf(resource: Members): ReadonlySet<unknown> {
  const contained = resource['contained']
  return new Set(Array.isArray(contained) ? contained.map(one => (isObject(one) ? one['id'] : undefined)) : [])
}

function checkResource(resource: unknown, expected: string | undefined, walk: Walk, contained: boolean): void {
  if (!isObject(resource)) return walk.report('structure', 'Must be a resource: a JSON object with resourceType')
  const type = Object.hasOwn(resource, 'resourceType') ? resource['resourceType'] : undefined
  if (typeof type !== 'string' || !isResourceType(type))
    return walk.report('structure', 'Must be a resource type of FHIR R4', 'resourceType')
  if (expected !== undefined && type !== expected)
    return walk.report('structure', 'Is not the resource type that is expected here', 'resourceType')
  if (contained) {
    if (walk.insideContained || !isAbsent(resource, 'contained'))
      return walk.report('invariant', 'dom-2: A contained resource must not contain resources', 'contained')
    walk.insideContained = true
    checkObject(planOf(type), resource, walk, true, true)
    walk.insideContained = false
    return
  }
  const outer = walk.containedIds
  walk.containedIds = isAbsent(resource, 'contained') ? noIds : containedIdsOf(resource)
  checkObject(planOf(type), resource, walk, true, true)
  walk.containedIds = outer
}

const noIds: ReadonlySet<unknown> = new Set()

/** Checks a parsed resource against base R4: known elements, JSON types, cardinality, formats of primitives, required
 *  bindings with finite value sets, choices, contained resources, resources in Bundles and Parameters.
 *  Returns what is wrong, at most 100 issues; empty = valid. Never throws, whatever it is given.
 *  Issue types: structure, required, value, code-invalid, invariant, too-costly. Texts repeat no submitted value.
 *  Source: FHIR R4 (4.0.1) json.html, datatypes.html, the resources' definitions. */
export function validate(resource: unknown, expectedType?: string): Issue[] {
  const walk = new Walk()
  const type = isObject(resource) && Object.hasOwn(resource, 'resourceType') ? resource['resourceType'] : undefined
  walk.path.push(typeof type === 'string' && isResourceType(type) ? type : (expectedType ?? 'Resource'))
  checkResource(resource, expectedType, walk, false)
  return walk.issues
}
