import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ClientInfo, ClientWithSecret } from '@steckwerk/api/contract/smart'
import { renewSecret, setClientDisabled } from '../../client/clients.ts'
import { ConfirmInPlace } from '../../shell/calm.tsx'
import { useFormats } from '../../shell/format.ts'
import { Notice, Tag } from '../../shell/notice.tsx'
import { Detail } from './detail.tsx'
import { ScopeList } from './scope-list.tsx'
import { useAct } from './use-act.ts'
import { useCarrierFault } from './use-carrier-fault.ts'
import { useKindWords } from './use-kind-words.ts'
import classes from './carrier.module.css'

export function ClientDetail({ carrier, client, onSecret, onClose }: { carrier: string; client: ClientInfo; onSecret: (made: ClientWithSecret) => void; onClose: () => void }) {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  const fault = useCarrierFault()
  const kind = useKindWords()
  const { id, name, disabled, secretAt } = client
  const touches = ['clients', carrier]
  const renew = useAct(() => renewSecret(carrier, id), touches, t`Das neue Geheimnis gilt ab jetzt.`, onSecret)
  const disable = useAct((off: boolean) => setClientDisabled(carrier, id, off), touches, disabled ? t`Die App ist wieder aktiv.` : t`Die App ist abgeschaltet.`)
  const fact = (head: string, value: string | null) => value === null || value === '' ? null : <div key={head}><dt>{head}</dt><dd>{value}</dd></div>
  return (
    <Detail title={name} onClose={onClose}>
      <dl className={classes['facts']}>
        <div><dt><Trans>Zustand</Trans></dt><dd>{disabled ? <Tag tone="bad" icon="lock"><Trans>abgeschaltet</Trans></Tag> : <Tag tone="ok"><Trans>aktiv</Trans></Tag>}</dd></div>
        {fact(t`Kennung`, id)}{fact(t`Hersteller`, client.vendor)}{fact(t`Art`, kind.short(client))}{fact(t`Rücksprung`, client.redirectUris.join(', '))}{fact(t`Start aus dem Portal`, client.launchUri)}
        {fact(t`Schlüssel`, client.jwksUri ?? client.keys.join(', '))}{fact(t`Geheimnis vom`, secretAt === null ? null : dateTime(secretAt))}{fact(t`Prüft fremde Tokens`, client.introspects ? t`ja` : null)}{fact(t`Angelegt`, dateTime(client.createdAt))}
      </dl>
      <h3><Trans>Das Äußerste, was sie darf</Trans></h3>
      {client.scopes.length === 0 ? <p><Trans>Nichts an Daten.</Trans></p> : <ScopeList scopes={client.scopes} />}
      {disable.trouble !== null && <Notice tone="bad" live>{fault(disable.trouble)}</Notice>}
      <div className={classes['actions']}>
        {client.kind === 'secret' && (
          <ConfirmInPlace label={<Trans>Geheimnis erneuern</Trans>} title={<Trans>Neues Geheimnis für {name}?</Trans>} confirm={<Trans>Jetzt erneuern</Trans>} run={() => renew.mutate(undefined)} pending={renew.isPending} error={renew.trouble}>
            <p><Trans>Das bisherige endet sofort; die App läuft erst weiter, wenn der Hersteller das neue eingetragen hat.</Trans></p>
          </ConfirmInPlace>
        )}
        <Button variant="default" onClick={() => disable.mutate(!disabled)} loading={disable.isPending}>{disabled ? <Trans>Wieder einschalten</Trans> : <Trans>Abschalten</Trans>}</Button>
      </div>
      <p className={classes['small']}><Trans>Abschalten beendet sofort alle Zugriffe der App. Nach dem Einschalten müssen Menschen ihr neu erlauben.</Trans></p>
    </Detail>
  )
}
