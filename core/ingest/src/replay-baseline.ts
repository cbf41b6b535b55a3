import type { Resource } from '@steckwerk/fhir'
import type { Reader } from '@steckwerk/store'
import { isConnectors } from './map-messages.ts'
import { Overlay } from './overlay.ts'

/** Resources many patients share. A replay may add a missing one, never change one: it would bring old names back. */
export const sharedTypes: ReadonlySet<string> = new Set(['Location', 'Organization', 'Practitioner'])

/** A version somebody wrote over the API. */
export interface Edit {
  readonly name: string
  readonly at: number
  readonly resource: Resource
}

export interface Baseline {
  /** The state just before the first message that is still kept. */
  readonly overlay: Overlay
  /** What was edited over the API since, oldest first: messages after an edit were mapped upon it. */
  readonly edits: readonly Edit[]
  /** `Type/id` of what was edited: a replay leaves it alone. */
  readonly edited: ReadonlySet<string>
}

/** Sets each resource back to its last version older than `since`; history has them all. */
export async function baseline(reader: Reader, current: ReadonlyMap<string, Resource>, versions: ReadonlyMap<string, number>, since: Date): Promise<Baseline> {
  const overlay = new Overlay()
  const edits: Edit[] = []
  await Promise.all([...versions.keys()].map(async (name) => {
    const [type, id] = name.split('/') as [string, string]
    const resource = sharedTypes.has(type) ? current.get(name) : await versionBefore(reader, type, id, since, edits)
    if (resource !== undefined) overlay.load(resource)
  }))
  edits.sort((a, b) => a.at - b.at)
  return { overlay, edits, edited: new Set(edits.map(({ name }) => name)) }
}

async function versionBefore(reader: Reader, type: string, id: string, since: Date, edits: Edit[]): Promise<Resource | undefined> {
  let cursor: string | undefined
  for (;;) {
    const page = await reader.history({ type, id, count: 100, ...(cursor === undefined ? {} : { cursor }) })
    for (const { text, lastUpdated } of page.rows) {
      const resource = text === undefined ? undefined : (JSON.parse(text) as Resource)
      if (lastUpdated < since.getTime()) return resource
      // Who deleted cannot be told; replays do as well.
      if (resource !== undefined && !isConnectors(resource)) edits.push({ name: `${type}/${id}`, at: lastUpdated, resource })
    }
    if (page.next === undefined) return undefined
    cursor = page.next
  }
}
