import type { Resource } from '@steckwerk/fhir'
import type { Reader } from '@steckwerk/store'
import { sourcePrefix } from './map-messages.ts'
import { Overlay } from './overlay.ts'

/** Resources many patients share. A replay may add a missing one, never change one: it would bring old names back. */
export const sharedTypes: ReadonlySet<string> = new Set(['Location', 'Organization', 'Practitioner'])

export interface Baseline {
  /** The state just before the first message that is still kept. */
  readonly overlay: Overlay
  /** `Type/id` of what somebody edited over the API since: a replay leaves it alone. */
  readonly edited: ReadonlySet<string>
}

/** Sets each resource back to its last version older than `since`; history has them all. */
export async function baseline(reader: Reader, current: ReadonlyMap<string, Resource>, versions: ReadonlyMap<string, number>, since: Date): Promise<Baseline> {
  const overlay = new Overlay()
  const edited = new Set<string>()
  await Promise.all([...versions.keys()].map(async (key) => {
    const [type, id] = key.split('/') as [string, string]
    const resource = current.get(key)
    if (sharedTypes.has(type)) {
      if (resource !== undefined) overlay.load(resource)
      return
    }
    const former = await versionBefore(reader, type, id, since)
    if (former.edited) edited.add(key)
    const start = former.edited ? resource : former.resource
    if (start !== undefined) overlay.load(start)
  }))
  return { overlay, edited }
}

async function versionBefore(reader: Reader, type: string, id: string, since: Date): Promise<{ resource: Resource | undefined; edited: boolean }> {
  let edited = false
  let before: number | undefined
  for (;;) {
    const page = await reader.history(type, id, { count: 100, ...(before === undefined ? {} : { before }) })
    for (const version of page) {
      const resource = version.text === undefined ? undefined : (JSON.parse(version.text) as Resource)
      if (version.lastUpdated < since.getTime()) return { resource, edited }
      if (!(resource?.meta?.source ?? '').startsWith(sourcePrefix)) edited = edited || resource !== undefined
    }
    const last = page.at(-1)
    if (last === undefined || page.length < 100) return { resource: undefined, edited }
    before = last.version
  }
}
