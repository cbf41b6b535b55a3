import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Card, Column, Item } from '../../shell/calm.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useSession } from '../../shell/session-context.ts'
import { SlotOwner, useSlotTitle } from '../../shell/slots/slot-frame.tsx'
import { useStaffSlots } from '../../shell/slots/use-staff-slots.ts'
import calm from '../../shell/calm.module.css'

/** What services have for the staff of a house, each on a page of its own. */
export function ExtrasPage() {
  const { t } = useLingui()
  const { me } = useSession()
  const title = useSlotTitle()
  const slots = useStaffSlots(me)
  const houses = me.carriers.filter(({ slug }) => slots?.some(({ carrier }) => carrier === slug))
  return (
    <Column>
      <PageHead title={t`Zusatzdienste`} lead={<Trans>Seiten der Dienste, die Ihr Haus gewählt hat.</Trans>} />
      {slots === undefined && me.carriers.length > 0 && <Loading />}
      {houses.length === 0 && (slots !== undefined || me.carriers.length === 0) && <Empty icon="plug" title={<Trans>Keine Zusatzdienste</Trans>}><Trans>Sobald ein Dienst Ihres Hauses Seiten für Mitarbeitende hat, stehen sie hier.</Trans></Empty>}
      {houses.map(({ slug, name }) => (
        <Card key={slug} title={name}>
          <ul className={calm['list']}>
            {slots?.filter(({ carrier }) => carrier === slug).map(slot => (
              <li key={`${slot.plug}/${slot.slot}`}>
                <Item name={<Link to="/zusatzdienste/$carrier/$plug/$slot" params={{ carrier: slug, plug: slot.plug, slot: slot.slot }}>{title(slot)}</Link>}><SlotOwner slot={slot} /></Item>
              </li>
            ))}
          </ul>
        </Card>
      ))}
    </Column>
  )
}
