import { SegmentedControl } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { HelpNote } from '../../../shell/help-note.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useSession } from '../../../shell/session-context.ts'
import { Slots } from '../../../shell/slots/slots.tsx'
import { useCarrier } from '../carrier-space.tsx'
import { FreshPage } from '../fresh-page.tsx'
import { Catalogue } from './catalogue.tsx'
import { Costs } from './costs.tsx'
import { MyServices } from './my-services.tsx'
import { Providers } from './providers.tsx'
import classes from '../carrier.module.css'

type View = 'services' | 'catalogue' | 'costs'

/** Services of a carrier: what it has, what there is, what it costs. */
export function MarketPage() {
  const { t } = useLingui()
  const { me } = useSession()
  const { slug, name } = useCarrier()
  const mayChoose = me.carriers.find(one => one.slug === slug)?.permissions.includes('carrier.settings') === true
  const [view, setView] = useState<View>('services')
  const [order, setOrder] = useState<string | null>(null)
  const show = (id: string) => {
    setOrder(id)
    setView('services')
  }
  return (
    <FreshPage>
      <div className={classes['page']}>
        <PageHead title={t`Dienste`} above={name} />
        <HelpNote><p><Trans>Dienste stehen hier nebeneinander, eigene wie fremde. Sie wechseln den Anbieter, ohne etwas zu verlieren: Termine und Formulare liegen in Ihrer Akte, nicht beim Dienst.</Trans></p></HelpNote>
        <SegmentedControl
          className="screen-only" aria-label={t`Ansicht`} value={view} onChange={next => setView(next)} styles={{ label: { whiteSpace: 'normal' } }}
          data={[{ value: 'services', label: t`Meine Dienste` }, { value: 'catalogue', label: t`Katalog` }, { value: 'costs', label: t`Nutzung und Kosten` }]}
        />
        {view === 'services' && mayChoose && <Providers carrier={slug} />}
        {view === 'services' && <MyServices carrier={slug} open={order} onOpen={setOrder} onCatalogue={() => setView('catalogue')} />}
        {view === 'services' && <Slots carrier={slug} place="carrier-service" />}
        {view === 'catalogue' && <Catalogue carrier={slug} onOrder={show} />}
        {view === 'costs' && <Costs carrier={slug} />}
      </div>
    </FreshPage>
  )
}
