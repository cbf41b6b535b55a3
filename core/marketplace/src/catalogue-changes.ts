import { isDeepStrictEqual } from 'node:util'
import type { Catalogue, CataloguePlan, CatalogueService } from './catalogue-form.ts'

export interface CatalogueChange {
  readonly kind: 'service-added' | 'service-removed' | 'service-changed' | 'plan-added' | 'plan-removed' | 'plan-changed'
  readonly service: string
  readonly plan: string | null
  /** Members that differ. */
  readonly members: readonly string[]
}

/** What a newly fetched catalogue tells otherwise than the former one. */
export function catalogueChanges(before: Catalogue, after: Catalogue): readonly CatalogueChange[] {
  return [
    ...gone(before.services, after.services).map(({ id }) => change('service-removed', id)),
    ...after.services.flatMap((service) => {
      const former = before.services.find(({ id }) => id === service.id)
      return former === undefined ? [change('service-added', service.id)] : serviceChanges(former, service)
    }),
  ]
}

function serviceChanges(before: CatalogueService, after: CatalogueService): readonly CatalogueChange[] {
  const members = differing(before, after).filter((member) => member !== 'plans')
  return [
    ...(members.length === 0 ? [] : [change('service-changed', after.id, null, members)]),
    ...gone(before.plans, after.plans).map(({ id }) => change('plan-removed', after.id, id)),
    ...after.plans.flatMap((plan: CataloguePlan) => {
      const former = before.plans.find(({ id }) => id === plan.id)
      if (former === undefined) return [change('plan-added', after.id, plan.id)]
      const others = differing(former, plan)
      return others.length === 0 ? [] : [change('plan-changed', after.id, plan.id, others)]
    }),
  ]
}

const change = (kind: CatalogueChange['kind'], service: string, plan: string | null = null, members: readonly string[] = []): CatalogueChange => ({ kind, service, plan, members })
const gone = <T extends { readonly id: string }>(before: readonly T[], after: readonly T[]): readonly T[] => before.filter(({ id }) => !after.some((one) => one.id === id))

function differing(before: object, after: object): readonly string[] {
  const [one, other] = [before as Record<string, unknown>, after as Record<string, unknown>]
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((member) => !isDeepStrictEqual(one[member], other[member])).sort()
}
