import { useQuery } from '@tanstack/react-query'
import { fetchSlots, type SlotInfo, type SlotPlace } from '../../client/slots.ts'
import { Card } from '../calm.tsx'
import { SlotFrame, SlotOwner, useSlotTitle } from './slot-frame.tsx'

/** What a carrier's services show at a place of the portal; undefined until it is known. Where that cannot be found out, nothing is shown. */
export function useSlots(carrier: string, place: SlotPlace): readonly SlotInfo[] | undefined {
  return useQuery({ queryKey: ['slots', carrier, place], queryFn: ({ signal }) => fetchSlots(carrier, place, signal), staleTime: 60_000, retry: false }).data
}

/** Pages of a carrier's services at this place, each in a frame of its own; nothing where there are none. */
export function Slots({ carrier, place, about = {} }: { carrier: string; place: SlotPlace; about?: { readonly patient?: string; readonly appointment?: string } }) {
  const slots = useSlots(carrier, place)
  return <>{slots?.map(slot => <SlotCard key={`${slot.plug}/${slot.slot}`} slot={slot} about={about} />)}</>
}

function SlotCard({ slot, about }: { slot: SlotInfo; about: { readonly patient?: string; readonly appointment?: string } }) {
  const title = useSlotTitle()
  return (
    <div className="screen-only">
      <Card title={title(slot)} icon="plug" beside={<SlotOwner slot={slot} />}><SlotFrame slot={slot} about={about} /></Card>
    </div>
  )
}
