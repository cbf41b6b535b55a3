import { careAnywhere, careAt, type Condition } from '@steckwerk/fhir'
import { reusedAnswers, type Clock } from '@steckwerk/kernel'
import type { Carrier, Reader, Store, Stored } from '@steckwerk/store'
import type { Membership } from '../contract.ts'
import { carrierCtx } from '../system-ctx.ts'

export interface Sites {
  /** The keys of the treatment context at these sites: their Organizations with all parts, and the wards and houses they manage. */
  careKeys(carrier: Carrier, sites: Membership['sites']): Promise<readonly string[]>
  /** The Organizations that are no part of another: a carrier's houses. */
  houses(carrier: Carrier): Promise<readonly Stored[]>
  /** The next question is answered afresh. */
  forget(): void
}

const reuseMs = 5_000
const page = 1_000
/** Of a carrier: more parts, or wards, than any has. */
const mostRows = 20_000
const deepest = 10

/** What belongs to sites, from the carrier's Organizations and Locations; answers are reused for a few seconds. */
export function createSites(store: Store, clock: Clock): Sites {
  const careKeys = reusedAnswers<string, readonly string[]>({ clock, reuseMs, most: 1_000 })
  const houses = reusedAnswers<number, readonly Stored[]>({ clock, reuseMs })

  return {
    careKeys: (carrier, sites) => sites === 'all' ? Promise.resolve([careAnywhere]) : careKeys.of(`${carrier.tenant} ${[...sites].sort().join(' ')}`, (now) =>
      store.read(carrierCtx(carrier, now), async (reader) => {
        const organizations = await partsOf(reader, 'Organization', 'partof', sites)
        const managed = await all(reader, 'Location', [referring('organization', 'Organization', organizations)])
        const places = managed.filter(isHouseOrWard).map(({ id }) => id)
        return [
          ...organizations.map((id) => careAt('Organization', id)),
          ...places.map((id) => careAt('Location', id)),
        ]
      })),
    houses: (carrier) => houses.of(carrier.tenant, (now) => store.read(carrierCtx(carrier, now), (reader) =>
      all(reader, 'Organization', [{ kind: 'missing', param: 'partof', missing: true }]))),
    forget: () => {
      careKeys.forget()
      houses.forget()
    },
  }
}

const referring = (param: string, type: string, ids: readonly string[]): Condition =>
  ({ kind: 'reference', param, values: ids.map((id) => ({ type, id, url: undefined })) })

async function all(reader: Reader, type: string, conditions: readonly Condition[]): Promise<Stored[]> {
  const rows: Stored[] = []
  let cursor: string | undefined
  do {
    const result = await reader.search({
      type, conditions, sort: [], count: page, total: 'none', cursor, includes: [], summary: 'false', elements: undefined,
    })
    rows.push(...result.rows)
    cursor = result.next
  } while (cursor !== undefined && rows.length < mostRows)
  return rows
}

/** These and what is part of them, however deep. */
async function partsOf(reader: Reader, type: string, param: string, roots: readonly string[]): Promise<string[]> {
  const found = new Set(roots)
  let level: readonly string[] = roots
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    const parts = await all(reader, type, [referring(param, type, level)])
    level = parts.map(({ id }) => id).filter((id) => !found.has(id))
    for (const id of level) found.add(id)
  }
  return [...found]
}

/** Rooms and beds admit nobody: an Encounter names its ward, too. */
function isHouseOrWard(row: Stored): boolean {
  const { physicalType } = JSON.parse(row.text ?? '{}') as { physicalType?: { coding?: readonly { code?: string }[] } }
  const codes = physicalType?.coding?.map(({ code }) => code) ?? []
  return !codes.some((code) => code === 'ro' || code === 'bd')
}
