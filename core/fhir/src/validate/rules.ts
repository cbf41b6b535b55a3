import { isResourceType } from '../model/resource-types.ts'
import type { Walk } from './walk.ts'

type Members = Readonly<Record<string, unknown>>
type Rule = (object: Members, walk: Walk) => void

const relative = /^([A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/
const conditional = /^([A-Za-z]+)\?\S+$/
const absolute = /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/

/** ext-1: an extension has either a value or extensions of its own. */
function extension(object: Members, walk: Walk): void {
  let values = 0
  for (const key in object) if (object[key] !== undefined && (key.startsWith('value') || key.startsWith('_value'))) values++
  const nested = object['extension'] !== undefined
  if (values > 0 && nested) walk.report('invariant', 'ext-1: An extension must not have both a value and extensions')
  else if (values === 0 && !nested) walk.report('invariant', 'ext-1: An extension must have a value or extensions')
}

/** The text of a reference is a relative or absolute URL, a conditional one, or #id of a contained resource (ref-1). */
function reference(object: Members, walk: Walk): void {
  const target = object['reference']
  if (typeof target !== 'string' || target.length === 0) return
  if (target[0] === '#') {
    if (target.length > 1 && !walk.containedIds.has(target.slice(1)))
      walk.report('invariant', 'ref-1: No contained resource has this id', 'reference')
    return
  }
  const type = (relative.exec(target) ?? conditional.exec(target))?.[1]
  if (type === undefined ? !absolute.test(target) : !isResourceType(type)) {
    walk.report('value', 'Must be Type/id with a known resource type, an absolute URL or # and the id of a contained resource', 'reference')
  }
}

/** Rules beside the tables, by type. Source: FHIR R4 invariants. */
export const rules: ReadonlyMap<string, Rule> = new Map([
  ['Extension', extension],
  ['Reference', reference],
])
