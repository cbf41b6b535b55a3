import type { Stay, Ward } from './model.ts'

export interface Change {
  readonly kind: 'arrived' | 'moved' | 'left' | 'updated'
  /** The Encounter's id, which names the row to highlight. */
  readonly id: string
  readonly name: string
  /** Where the patient lies now; for one who left, where that was. */
  readonly bedName: string
  /** The bed that this change left behind. */
  readonly leftBed: string | null
}

interface Seen { readonly stay: Stay; readonly bed: string | null }

/** What happened between two states of the same wards, in the later one's order; those who left come last.
 *  A patient seen for the first time because the name was still loading is no change. */
export function changesBetween(before: readonly Ward[], after: readonly Ward[]): Change[] {
  const [earlier, later] = [staysById(before), staysById(after)]
  const changes: Change[] = []
  for (const [id, { stay, bed }] of later) {
    const old = earlier.get(id)
    if (old?.stay === stay && old.bed === bed) continue
    const kind = old === undefined ? 'arrived' : old.bed !== bed ? 'moved' : 'updated'
    if (kind === 'updated' && old?.stay.patient === null) continue
    changes.push({ kind, ...named(stay), leftBed: kind === 'moved' ? old?.bed ?? null : null })
  }
  for (const [id, { stay, bed }] of earlier) if (!later.has(id)) changes.push({ kind: 'left', ...named(stay), leftBed: bed })
  return changes
}

function named(stay: Stay) {
  return { id: stay.id, name: stay.patient?.name ?? '', bedName: stay.bedName }
}

function staysById(wards: readonly Ward[]): Map<string, Seen> {
  const stays = new Map<string, Seen>()
  for (const ward of wards) {
    for (const room of ward.rooms) for (const bed of room.beds) for (const stay of bed.stays) stays.set(stay.id, { stay, bed: bed.id })
    for (const stay of [...ward.withoutBed, ...ward.planned]) stays.set(stay.id, { stay, bed: null })
  }
  return stays
}
