import type { Ctx } from '@steckwerk/kernel'
import { bedPlan } from '@steckwerk/hl7v2/maps'
import type { Change, Store } from '@steckwerk/store'
import { idFunction, sourcePrefix } from './map-messages.ts'

/** A bed plan: beds by site, ward and room, named as the messages name them. */
export interface BedPlan {
  /** The case system of the channel that speaks for these sites: places are told apart by it. */
  readonly caseSystem: string
  readonly beds: readonly { readonly site: string; readonly ward: string; readonly room: string; readonly bed: string }[]
}

/** Makes the Locations of a bed plan that are not there yet; those that are stay as they are. */
export async function importBeds(store: Store, ctx: Ctx, plan: BedPlan): Promise<{ readonly created: number }> {
  const bySite = Map.groupBy(plan.beds, ({ site }) => site)
  const resources = [...bySite].flatMap(([site, beds]) =>
    bedPlan(beds, { site, caseSystem: plan.caseSystem, patientSystem: plan.caseSystem, zone: 'Europe/Berlin', idOf: idFunction(ctx, store) }))
  return store.write(ctx, async (writer) => {
    const known = await writer.getMany(resources.map(({ resourceType, id }) => ({ type: resourceType, id: id! })))
    const changes = resources
      .filter(({ resourceType, id }) => !known.has(`${resourceType}/${id}`))
      .map((resource): Change => {
        const marked = { ...resource, meta: { source: `${sourcePrefix}bed-plan` } }
        return { kind: 'put', type: resource.resourceType, id: resource.id!, text: JSON.stringify(marked), resource: marked, expect: 0 }
      })
    await writer.apply(changes)
    return { created: changes.length }
  }, { retry: true })
}
