import { rewriteReferences, type Resource } from '@steckwerk/fhir'
import type { Change } from '@steckwerk/store'
import type { Overlay } from './overlay.ts'
import { sameContent } from './same-content.ts'

/** The change that stores what a run has written. Where a merge did nothing to a resource but exchange references, they are exchanged in
 *  its stored text: decimals keep their form, and whoever wrote it stays its source. */
export function putChange(stored: Overlay, resource: Resource, expect: number): Change {
  const put = { kind: 'put', type: resource.resourceType, id: resource.id!, expect } as const
  const before = stored.text(put.type, put.id)
  if (before !== undefined) {
    const moved = new Map<string, string>()
    collectMoved(stored.loaded(put.type, put.id), resource, moved)
    const text = rewriteReferences(before, moved)
    const rewritten = JSON.parse(text) as Resource
    if (sameContent(rewritten, resource)) return { ...put, text, resource: rewritten }
  }
  return { ...put, text: JSON.stringify(resource), resource, differs: true }
}

/** References that differ at the same place of two values. */
function collectMoved(from: unknown, to: unknown, moved: Map<string, string>): void {
  if (typeof from !== 'object' || typeof to !== 'object' || from === null || to === null) return
  for (const [name, value] of Object.entries(from)) {
    const now = (to as Record<string, unknown>)[name]
    if (name === 'reference' && typeof value === 'string' && typeof now === 'string' && value !== now) moved.set(value, now)
    else collectMoved(value, now, moved)
  }
}
