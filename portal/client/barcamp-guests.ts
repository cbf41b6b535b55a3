import type { ListedGuest } from './barcamp.ts'

export type GuestFilter = 'all' | 'missing' | 'there' | 'waiting'

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase('de')

/** By name: those whose name, organization or code has every word that is looked for, without regard to accents; a badge's code counts with or without its space. */
export function foundGuests<Guest extends ListedGuest>(guests: readonly Guest[], search: string, filter: GuestFilter): readonly Guest[] {
  const words = plain(search).split(/\s+/).filter(word => word !== '')
  const code = search.replaceAll(/\s+/g, '').toUpperCase()
  const kept = (guest: Guest): boolean => filter === 'all' || (filter === 'there' ? guest.arrived !== null : filter === 'waiting' ? guest.waiting > 0 : guest.arrived === null && guest.waiting === 0)
  return guests
    .filter(guest => kept(guest) && (guest.code === code || words.every(word => plain(`${guest.name} ${guest.organization}`).includes(word))))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'de'))
}
