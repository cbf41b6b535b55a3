import { Trans } from '@lingui/react/macro'
import type { CarrierOverview } from '@steckwerk/api/contract'
import { Link } from '@tanstack/react-router'
import { carrierHealth, heldAt } from '../../client/leitstand-state.ts'
import { useFormats } from '../../shell/format.ts'
import { Icon } from '../../shell/icon.tsx'
import { Tag } from '../../shell/notice.tsx'
import { ConnectorPanel } from './connector-panel.tsx'
import { useWords } from './words.ts'
import classes from './leitstand.module.css'

export function CarrierSection({ carrier, now }: { carrier: CarrierOverview; now: number }) {
  const { number } = useFormats()
  const words = useWords()
  const health = carrierHealth(carrier, now)
  const held = heldAt(carrier)
  const id = `carrier-${carrier.carrier}`
  const { name, carrier: slug } = carrier
  return (
    <section className={classes['card']} aria-labelledby={id} data-health={health}>
      <header className={classes['carrierHead']}>
        <h2 id={id}>{name}</h2>
        <Tag tone={health}>{words.health(health)}</Tag>
        <p className={classes['carrierRate']}><Trans><strong>{number(carrier.lastMinute)}</strong> Nachrichten in der letzten Minute</Trans></p>
        <Link to="/leitstand/fehler/$carrier" params={{ carrier: slug }} className={classes['problemsLink']} data-some={carrier.unmapped > 0}>
          <Icon name={carrier.unmapped > 0 ? 'alert' : 'check'} />
          {carrier.unmapped > 0 ? <Trans>{number(carrier.unmapped)} Fehler</Trans> : <Trans>Keine Fehler</Trans>}<span className="aloud"> <Trans>bei {name}</Trans></span>
          <Icon name="forward" />
        </Link>
        {held > 0 && (
          <Link to="/leitstand/rueckweg/$carrier" params={{ carrier: slug }} className={classes['problemsLink']} data-some="true">
            <Icon name="alert" /><Trans>{number(held)} auf dem Rückweg angehalten</Trans><span className="aloud"> <Trans>bei {name}</Trans></span><Icon name="forward" />
          </Link>
        )}
      </header>
      {carrier.connectors.length === 0 && <p className={classes['none']}><Trans>Noch kein Connector angemeldet. Erzeugen Sie einen Einmal-Code und führen Sie im Netz des Trägers „npx steckwerk connector enroll“ aus.</Trans></p>}
      {carrier.connectors.map(connector => <ConnectorPanel key={connector.connector} carrier={slug} connector={connector} now={now} />)}
    </section>
  )
}
