import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { serviceOf } from '../../client/network.ts'
import { Card, Column } from '../../shell/calm.tsx'
import { Empty } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useNetwork } from './use-network.ts'
import calm from '../../shell/calm.module.css'

/** What a network has to offer, for who comes for the first time. */
export function NetworkStartPage() {
  const network = useNetwork()
  const params = { network: network.slug }
  return (
    <Column>
      <PageHead title={network.name} lead={<Trans>Wer in der Region an der digitalen Gesundheit arbeitet, und woran. Lesen kann alle Seiten jeder, ohne Konto.</Trans>} />
      {serviceOf(network, 'community') === undefined
        ? <Empty icon="search" title={<Trans>Hier entsteht etwas</Trans>}><Trans>Das Netzwerk hat noch keine Seiten veröffentlicht. Schauen Sie später wieder vorbei.</Trans></Empty>
        : (
            <>
              <Card title={<Trans>Wer macht was?</Trans>} icon="search" tone="brand">
                <p><Trans>Im Verzeichnis finden Sie Einrichtungen nach Name, Thema und Ort: was sie anbieten, was sie suchen und wie Sie sie erreichen.</Trans></p>
                <p><Link className={calm['button']} to="/netz/$network/verzeichnis" params={params}><Trans>Zum Verzeichnis</Trans></Link></p>
              </Card>
              <Card title={<Trans>Sie fehlen noch?</Trans>} icon="person">
                <p><Trans>Tragen Sie Ihre Einrichtung selbst ein. Sie bestätigen die Angaben über einen Link in einer E-Mail, danach sieht die Redaktion sie durch.</Trans></p>
                <p><Link className={calm['button']} data-look="quiet" to="/netz/$network/eintragen" params={params}><Trans>Einrichtung eintragen</Trans></Link></p>
              </Card>
            </>
          )}
    </Column>
  )
}
