import { Trans } from '@lingui/react/macro'
import { Link, useParams } from '@tanstack/react-router'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { NotFound } from '../../shell/not-found.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useSession } from '../../shell/session-context.ts'
import { SlotFrame, SlotOwner, useSlotTitle } from '../../shell/slots/slot-frame.tsx'
import { useStaffSlots } from '../../shell/slots/use-staff-slots.ts'
import calm from '../../shell/calm.module.css'

/** One page of a service for the staff of a house. */
export function ExtraPage() {
  const { me } = useSession()
  const { carrier, plug, slot: name } = useParams({ from: '/frame/zusatzdienste/$carrier/$plug/$slot' })
  const title = useSlotTitle()
  const slots = useStaffSlots(me)
  const slot = slots?.find(one => one.carrier === carrier && one.plug === plug && one.slot === name)
  if (slot === undefined) return slots === undefined && me.carriers.length > 0 ? <Loading /> : <NotFound />
  return (
    <>
      <PageHead
        title={title(slot)} above={<Link to="/zusatzdienste" className={`${calm['back']} screen-only`}><Icon name="back" /><Trans>Zusatzdienste</Trans></Link>}
        lead={<SlotOwner slot={slot} />}
      />
      <div className="screen-only"><SlotFrame key={`${carrier}/${plug}/${name}`} slot={slot} /></div>
    </>
  )
}
