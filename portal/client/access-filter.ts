import type { AccessCategory, AccessUse } from '@steckwerk/api/contract/audit'

export interface UseFilter {
  readonly who: '' | 'staff' | 'self' | 'program'
  readonly what: '' | 'read' | 'write' | 'emergency' | 'export' | 'refused'
}

const kinds: Readonly<Record<Exclude<UseFilter['who'], ''>, readonly AccessUse['who']['kind'][]>> = { staff: ['person'], self: ['self', 'proxy'], program: ['program', 'platform'] }
const categories: Readonly<Record<Exclude<UseFilter['what'], '' | 'refused'>, readonly AccessCategory[]>> = {
  read: ['view', 'search'], write: ['create', 'change', 'delete', 'receive', 'consent'], emergency: ['emergency'], export: ['export'],
}

/** The uses that meet a filter, in their order. An emergency counts by what was done and by why. */
export function filterUses(uses: readonly AccessUse[], filter: UseFilter): readonly AccessUse[] {
  const { who, what } = filter
  return uses.filter(use => {
    if (who !== '' && !kinds[who].includes(use.who.kind)) return false
    if (what === '') return true
    if (what === 'refused') return use.refused > 0
    return (what === 'emergency' && (use.purpose === 'ETREAT' || use.purpose === 'BTG')) || use.what.some(({ category }) => categories[what].includes(category))
  })
}
