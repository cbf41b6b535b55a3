import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { BrokerInfo } from '@steckwerk/api/contract/marketplace'
import { useState } from 'react'
import { refreshBroker, removeBroker } from '../../client/brokers.ts'
import { ConfirmInPlace } from '../../shell/calm.tsx'
import { useFormats } from '../../shell/format.ts'
import { Icon } from '../../shell/icon.tsx'
import { Notice } from '../../shell/notice.tsx'
import { useMarketWords } from '../carrier/marketplace/use-market-words.ts'
import { Detail } from '../carrier/detail.tsx'
import { useAct } from '../carrier/use-act.ts'
import { BrokerForm } from './broker-form.tsx'
import { ServiceEvidence } from './brokers-evidence.tsx'
import { useBrokerWords } from './use-broker-words.ts'
import classes from '../carrier/carrier.module.css'

/** One broker: how it is reached, whether its catalogue came, its services with their evidence, and what changed in the catalogue. */
export function BrokerDetail({ broker, onClose }: { broker: BrokerInfo; onClose: () => void }) {
  const { t } = useLingui()
  const words = useBrokerWords()
  const market = useMarketWords()
  const { dateTime } = useFormats()
  const [changing, setChanging] = useState(false)
  const refresh = useAct(() => refreshBroker(broker.id), ['brokers'], t`Katalog abgerufen.`)
  const remove = useAct(() => removeBroker(broker.id), ['brokers'], t`Entfernt.`, onClose)
  if (changing) return <BrokerForm broker={broker} onDone={() => setChanging(false)} onClose={() => setChanging(false)} />
  const trouble = refresh.trouble ?? remove.trouble
  const nameOf = (service: string): string => {
    const found = broker.services.find(({ id }) => id === service)
    return found === undefined ? service : market.text(found.title)
  }
  return (
    <Detail title={broker.name} onClose={onClose}>
      <dl className={classes['facts']}>
        {broker.inside && <div><dt><Trans>Läuft</Trans></dt><dd><Trans>in diesem Hub; die eigenen Dienste stehen von selbst hier</Trans></dd></div>}
        {!broker.inside && <div><dt><Trans>Adresse</Trans></dt><dd>{broker.url}</dd></div>}
        {!broker.inside && <div><dt><Trans>Benutzer</Trans></dt><dd>{broker.user}</dd></div>}
        {!broker.inside && <div><dt><Trans>Passwort</Trans></dt><dd><Trans>versiegelt gespeichert</Trans></dd></div>}
        <div><dt><Trans>Katalog</Trans></dt><dd>{broker.fetchedAt === null ? t`noch nie abgerufen` : t`abgerufen ${dateTime(broker.fetchedAt)}`}</dd></div>
      </dl>
      {broker.trouble !== null && <Notice tone="bad">{words.trouble(broker.trouble)} {broker.fetchedAt !== null && <Trans>Bis dahin gilt der Katalog vom {dateTime(broker.fetchedAt)}.</Trans>}</Notice>}
      {trouble !== null && <Notice tone="bad" live>{words.fault(trouble)}</Notice>}
      <div className={classes['actions']}>
        <Button variant="default" loading={refresh.isPending} onClick={() => refresh.mutate(undefined)} leftSection={<Icon name="replay" />}><Trans>Katalog neu abrufen</Trans></Button>
        {!broker.inside && <Button variant="default" onClick={() => setChanging(true)}><Trans>Zugang ändern</Trans></Button>}
        {!broker.inside && (
          <ConfirmInPlace label={<Trans>Entfernen</Trans>} title={<Trans>Diesen Anbieter entfernen?</Trans>} confirm={<Trans>Jetzt entfernen</Trans>} run={() => remove.mutate(undefined)} pending={remove.isPending}>
            <p><Trans>Seine Dienste und die Nachweise dazu verschwinden aus dem Katalog der Träger. Das geht nur, solange kein Träger einen davon nutzt.</Trans></p>
          </ConfirmInPlace>
        )}
      </div>
      {broker.services.map(service => (
        <ServiceEvidence
          key={service.id} owner={{ broker: broker.id, service: service.id }} heading={market.text(service.title)} service={service}
          without={<Trans>Noch kein Nachweis. Ohne die verlangten können Träger diesen Dienst nicht bestellen.</Trans>}
        />
      ))}
      {broker.changes.length > 0 && (
        <details className={classes['details']}>
          <summary><Trans>Was sich im Katalog geändert hat</Trans></summary>
          <ul className={classes['list']}>
            {broker.changes.map(({ at, kind, service, plan, members }, index) => (
              <li key={index}>
                <div>{nameOf(service)}: {words.change(kind)}{members.length > 0 && <> ({members.join(', ')})</>}</div>
                <div className={classes['small']}>{dateTime(at)}{plan !== null && <> · {plan}</>}</div>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Detail>
  )
}
