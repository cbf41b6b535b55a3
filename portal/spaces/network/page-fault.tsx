import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useLocation, useRouteContext } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PortalFault } from '../../client/request.ts'
import { Column } from '../../shell/calm.tsx'
import { Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useNetwork } from './use-network.ts'
import calm from '../../shell/calm.module.css'

/** In place of a page that could not be read: why, and where to go on. text: the fault in the words of its part. back: above the heading. */
export function PageFault({ error, text, back }: { error: unknown; text: string; back?: ReactNode }) {
  const { t } = useLingui()
  const { visitor } = useRouteContext({ from: '/netz/$network' })
  const { pathname } = useLocation()
  const status = error instanceof PortalFault ? error.status : undefined
  if (status === 401 && visitor === null) {
    return (
      <Column>
        <PageHead title={t`Bitte melden Sie sich an`} above={back} />
        <p><Trans>Diese Seite sehen nur Personen mit einem Konto, zum Beispiel aus der Redaktion.</Trans></p>
        <p><Link className={calm['button'] ?? ''} to="/anmelden" search={{ zurueck: pathname }}><Trans>Anmelden</Trans></Link></p>
        <NetworkStart />
      </Column>
    )
  }
  return (
    <Column>
      <PageHead title={status === 404 ? t`Nicht gefunden` : status === 403 ? t`Nicht für alle` : t`Die Seite kann gerade nicht gezeigt werden`} above={back} />
      <Notice tone={status === 404 || status === 403 ? 'warn' : 'bad'} live>{text}</Notice>
      <NetworkStart />
    </Column>
  )
}

/** An address below the network that leads to no page. */
export function NetworkPageMissing() {
  const { t } = useLingui()
  return (
    <Column>
      <PageHead title={t`Diese Seite gibt es nicht`} />
      <p><Trans>Vielleicht ist die Adresse nicht vollständig, oder die Seite gibt es nicht mehr. Die Suche findet alles, was das Netzwerk veröffentlicht.</Trans></p>
      <NetworkStart />
    </Column>
  )
}

function NetworkStart() {
  const network = useNetwork()
  return <p><Link to="/netz/$network" params={{ network: network.slug }}><Trans>Zur Startseite des Netzwerks</Trans></Link></p>
}
