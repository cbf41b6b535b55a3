import { withoutSource, type Resource } from '@steckwerk/fhir'
import { mergeResources } from '@steckwerk/hl7v2/maps'
import type { Change, Stored, Writer } from '@steckwerk/store'
import { Overlay } from './overlay.ts'
import { putChange } from './put-change.ts'

/** A resource a merge changed, with its versions before and after. */
export interface MergedResource {
  readonly type: string
  readonly id: string
  readonly before: number
  readonly after: number
}

/** Merges one stored Patient into another as an A40 would, within the writer's transaction. Both must be there; see mergeResources.
 *  Faults: store/version-conflict. */
export async function mergeStored(writer: Writer, survivor: string, loser: string): Promise<readonly MergedResource[]> {
  const overlay = new Overlay()
  const versions = new Map<string, number>()
  const load = ({ type, id, version, text }: Stored): void => {
    if (text === undefined || versions.has(`${type}/${id}`)) return
    versions.set(`${type}/${id}`, version)
    overlay.load(JSON.parse(text) as Resource, text)
  }
  const [patients, mentioning] = await Promise.all([
    writer.getMany([{ type: 'Patient', id: survivor }, { type: 'Patient', id: loser }]), writer.mentioning(loser),
  ])
  for (const row of [...patients.values(), ...mentioning]) load(row)
  const changes = mergeResources(overlay, survivor, loser).map((resource) =>
    byReview(putChange(overlay, resource, versions.get(`${resource.resourceType}/${resource.id}`)!)))
  const rows = await writer.apply(changes)
  return rows.map(({ type, id, version }) => ({ type, id, before: versions.get(`${type}/${id}`)!, after: version }))
}

/** The change without the mark of a connector: a replay of messages leaves alone what a person decided. */
export function byReview(change: Change): Change {
  if (change.kind === 'delete') return change
  const text = withoutSource(change.text)
  return { ...change, text, resource: JSON.parse(text) as Resource }
}
