import { useQuery } from '@tanstack/react-query'
import type { Me } from '@steckwerk/api/contract'
import { fetchStaffSlots, type SlotInfo } from '../../client/slots.ts'
import { isPerson } from '../../client/spaces-of.ts'

/** Pages that services have for the staff of carriers; persons have none. undefined until it is known. */
export function useStaffSlots(me: Me): readonly SlotInfo[] | undefined {
  const isStaff = !isPerson(me) && me.carriers.length > 0
  return useQuery({ queryKey: ['slots', 'staff'], queryFn: ({ signal }) => fetchStaffSlots(signal), enabled: isStaff, staleTime: 5 * 60_000, retry: false }).data
}
