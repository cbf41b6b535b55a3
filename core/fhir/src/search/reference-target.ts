import { isResourceType } from '../model/resource-types.ts'

/** What a reference's text names: a resource of this server by type and id, or anything else by its URL. Never both. */
export interface ReferenceTarget {
  readonly type: string | undefined
  readonly id: string | undefined
  readonly url: string | undefined
}

const relative = /^([A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/
const absoluteTail = /\/([A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/
const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:./

/** undefined for references to contained resources and for what is no reference at all.
 *  A version (`/_history/3`) of a resource of this server counts as the resource. */
export function referenceTarget(text: string): ReferenceTarget | undefined {
  const parts = relative.exec(text)
  if (parts !== null) return isResourceType(parts[1]!) ? { type: parts[1]!, id: parts[2]!, url: undefined } : undefined
  return scheme.test(text) ? { type: undefined, id: undefined, url: text } : undefined
}

/** The resource type a Reference points to, from its text or its `type`; undefined where neither tells. */
export function targetType(reference: Readonly<Record<string, unknown>>): string | undefined {
  const text = reference['reference']
  if (typeof text === 'string') {
    const type = (relative.exec(text) ?? absoluteTail.exec(text))?.[1]
    if (type !== undefined && isResourceType(type)) return type
  }
  const type = reference['type']
  return typeof type === 'string' ? type : undefined
}
