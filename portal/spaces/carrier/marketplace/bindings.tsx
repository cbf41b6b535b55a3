import { Button, CopyButton } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { BindingInfo, OrderDetail } from '@steckwerk/api/contract/marketplace'
import { useState } from 'react'
import { askCredentials, endCredentials, revealCredentials, rotateCredentials } from '../../../client/marketplace.ts'
import { useFormats } from '../../../shell/format.ts'
import { Notice } from '../../../shell/notice.tsx'
import { useAct } from '../use-act.ts'
import { useMarketFault } from './use-market-fault.ts'
import classes from '../carrier.module.css'

/** Credentials of a service: asked for, shown once, renewed, ended. */
export function Bindings({ carrier, order }: { carrier: string; order: OrderDetail }) {
  const { t } = useLingui()
  const fault = useMarketFault()
  const { dateTime } = useFormats()
  const [shown, setShown] = useState<string | null>(null)
  const touches = ['market', carrier]
  const ask = useAct(() => askCredentials(carrier, order.id), touches, t`Angefordert.`)
  const rotate = useAct((id: string) => rotateCredentials(carrier, order.id, id), touches, t`Angefordert.`)
  const end = useAct((id: string) => endCredentials(carrier, order.id, id), touches, t`Beendet.`)
  const reveal = useAct((id: string) => revealCredentials(carrier, order.id, id), touches, undefined, ({ credentials }) => setShown(JSON.stringify(credentials, null, 2)))
  const trouble = [ask, rotate, end, reveal].find(act => act.trouble !== null)?.trouble
  const states: Readonly<Record<BindingInfo['state'], string>> = { asked: t`angefordert`, ready: t`gültig`, failed: t`fehlgeschlagen`, cleaning: t`fehlgeschlagen, wird aufgeräumt`, ending: t`wird beendet`, gone: t`beendet` }
  const may = order.may.includes('bind')
  return (
    <section className={classes['form']} aria-label={t`Zugangsdaten`}>
      <h3><Trans>Zugangsdaten</Trans></h3>
      {shown !== null && (
        <div className={classes['sheet']}>
          <output className={classes['secret']}>{shown}</output>
          <Notice tone="warn"><Trans>Die Zugangsdaten werden nur jetzt gezeigt und danach nicht aufgehoben.</Trans></Notice>
          <div className={classes['actions']}>
            <CopyButton value={shown}>{({ copied, copy }) => <Button onClick={copy}>{copied ? <Trans>Kopiert</Trans> : <Trans>Kopieren</Trans>}</Button>}</CopyButton>
            <Button variant="default" onClick={() => setShown(null)}><Trans>Fertig</Trans></Button>
          </div>
        </div>
      )}
      {trouble !== undefined && <Notice tone="bad" live>{fault(trouble)}</Notice>}
      <ul className={classes['list']}>
        {order.bindings.filter(({ state }) => state !== 'gone').map(one => (
          <li key={one.id}>
            <div>{dateTime(one.createdAt)} · {states[one.state]}{one.expiresAt !== null && <> · <Trans>gilt bis {dateTime(one.expiresAt)}</Trans></>}</div>
            {one.predecessor !== null && one.toShow && <div className={classes['small']}><Trans>Ersetzt die früheren. Diese enden einen Tag, nachdem Sie die neuen gesehen haben.</Trans></div>}
            {may && one.state === 'ready' && (
              <div className={classes['actions']}>
                {one.toShow && <Button size="compact-md" loading={reveal.isPending} onClick={() => reveal.mutate(one.id)}><Trans>Einmal zeigen</Trans></Button>}
                <Button size="compact-md" variant="default" loading={rotate.isPending} onClick={() => rotate.mutate(one.id)}><Trans>Erneuern</Trans></Button>
                <Button size="compact-md" variant="default" loading={end.isPending} onClick={() => end.mutate(one.id)}><Trans>Beenden</Trans></Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {may && <div><Button variant="default" loading={ask.isPending} onClick={() => ask.mutate(undefined)}><Trans>Zugangsdaten anfordern</Trans></Button></div>}
    </section>
  )
}
