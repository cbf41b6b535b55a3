import type { Bed, Stay, Ward } from './model.ts'

export interface WardFilter {
  /** Words that must all occur in a row. */
  readonly text: string
  readonly only: 'free' | 'occupied' | undefined
}

/** The ward with only those rows that pass; the very same object where nothing is filtered. Counts stay those of the whole ward. */
export function filterWard(ward: Ward, filter: WardFilter): Ward {
  const words = filter.text.toLowerCase().split(/\s+/).filter(word => word !== '')
  if (words.length === 0 && filter.only === undefined) return ward
  const passes = (text: string) => words.every(word => text.includes(word))
  const bedPasses = (bed: Bed, room: string) =>
    (filter.only === undefined || (filter.only === 'free') === (bed.stays.length === 0)) && passes([room, bed.name, ...bed.stays.map(stayText)].join(' ').toLowerCase())
  const stays = (list: readonly Stay[]) => filter.only === 'free' ? [] : list.filter(stay => passes(stayText(stay).toLowerCase()))
  return {
    ...ward,
    rooms: ward.rooms.map(room => ({ ...room, beds: room.beds.filter(bed => bedPasses(bed, room.name)) })).filter(room => room.beds.length > 0),
    withoutBed: stays(ward.withoutBed),
    planned: stays(ward.planned),
    onLeave: stays(ward.onLeave),
  }
}

/** Whether a filtered ward has any row left. */
export function hasRows(ward: Ward): boolean {
  return ward.rooms.length > 0 || ward.withoutBed.length > 0 || ward.planned.length > 0 || ward.onLeave.length > 0
}

function stayText(stay: Stay): string {
  return `${stay.patient?.name ?? ''} ${stay.caseNumber} ${stay.attending} ${stay.department}`
}
