import type { Resource } from '@steckwerk/fhir'
import type { Extension } from './values/shapes.ts'

/** Elements of a resource to set (a value) or to delete (null); what is not named stays. */
export interface Patch {
  readonly elements: Record<string, unknown>
  /** By URL: the extension to set, or null. */
  readonly extensions: Map<string, Extension | null>
}

export function emptyPatch(): Patch {
  return { elements: {}, extensions: new Map() }
}

/** Lays the patch over the resource, in place. */
export function applyTo(resource: Resource, { elements, extensions }: Patch): void {
  for (const name in elements) setElement(resource, name, elements[name])
  if (extensions.size > 0) setElement(resource, 'extension', withExtensions(resource.extension as Extension[] | undefined, extensions))
}

export function setElement(resource: Resource, name: string, value: unknown): void {
  if (value === null || value === undefined) delete resource[name]
  else resource[name] = value
}

/** Extensions with those of the given URLs replaced, in their places; undefined where none is left. */
export function withExtensions(
  current: readonly Extension[] | undefined,
  changes: ReadonlyMap<string, Extension | null>,
): Extension[] | undefined {
  const result: Extension[] = []
  const placed = new Set<string>()
  for (const extension of current ?? []) {
    const change = changes.get(extension.url)
    if (change === undefined) result.push(extension)
    else if (change !== null && !placed.has(extension.url)) result.push(change)
    placed.add(extension.url)
  }
  for (const [url, change] of changes) if (change !== null && !placed.has(url)) result.push(change)
  return result.length === 0 ? undefined : result
}
