import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ConnectorCertificate, DataKey } from '@steckwerk/api/contract/keys'
import { useQuery } from '@tanstack/react-query'
import { fetchCertificates, fetchKeys, resealAll, retireKey, revokeCertificates, rotateKey } from '../../client/keys.ts'
import { ConfirmInPlace } from '../../shell/calm.tsx'
import { DataTable } from '../../shell/data-table.tsx'
import { useFormats } from '../../shell/format.ts'
import { HelpNote } from '../../shell/help-note.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useCarrier } from './carrier-space.tsx'
import { FreshPage } from './fresh-page.tsx'
import { useAct } from './use-act.ts'
import { useCarrierFault } from './use-carrier-fault.ts'
import classes from './carrier.module.css'

/** Data keys that seal messages and documents, and the certificates by which connectors are known. */
export function KeysPage() {
  const { t } = useLingui()
  const { slug, name } = useCarrier()
  return (
    <FreshPage>
      <div className={classes['page']}>
        <PageHead title={t`Schlüssel und Zertifikate`} above={name} />
        <HelpNote>
          <p><Trans>Nachrichten und Dokumente liegen verschlüsselt. Ein neuer Schlüssel verschließt alles, was von jetzt an kommt; ältere öffnen weiter, was sie verschlossen haben, bis alles neu verschlossen ist.</Trans></p>
          <p><Trans>Connectoren erneuern ihr Zertifikat von selbst. Gesperrte Connectoren müssen neu angemeldet werden.</Trans></p>
        </HelpNote>
        <Keys carrier={slug} />
        <Certificates carrier={slug} />
      </div>
    </FreshPage>
  )
}

function Keys({ carrier }: { carrier: string }) {
  const { t } = useLingui()
  const { dateTime, number } = useFormats()
  const fault = useCarrierFault()
  const touches = ['keys', carrier]
  const keys = useQuery({ queryKey: touches, queryFn: ({ signal }) => fetchKeys(carrier, signal), refetchInterval: query => query.state.data?.reseal?.finishedAt === null ? 2_000 : false })
  const rotate = useAct(() => rotateKey(carrier), touches, t`Der neue Schlüssel gilt ab jetzt.`)
  const reseal = useAct(() => resealAll(carrier), touches, t`Es läuft im Hintergrund.`)
  const retire = useAct((key: number) => retireKey(carrier, key), touches, t`Der Schlüssel ist ausgemustert.`)
  const list = keys.data?.keys ?? []
  const running = keys.data?.reseal ?? null
  const done = number(running?.done ?? 0)
  const finished = running?.finishedAt ?? null
  const finishedAt = finished === null ? '' : dateTime(finished)
  const trouble = rotate.trouble ?? reseal.trouble ?? retire.trouble
  return (
    <section className={classes['panel']} aria-labelledby="data-keys">
      <div className={classes['panelHead']}>
        <h2 id="data-keys"><Trans>Datenschlüssel</Trans></h2>
        <div className={`${classes['actions']} screen-only`}>
          <Button variant="default" loading={rotate.isPending} onClick={() => rotate.mutate(undefined)}><Trans>Neuer Schlüssel</Trans></Button>
          {list.some(({ state }) => state === 'opening') && <Button variant="default" loading={reseal.isPending} disabled={running !== null && finished === null} onClick={() => reseal.mutate(undefined)}><Trans>Alles neu verschließen</Trans></Button>}
        </div>
      </div>
      {keys.isError && <Notice tone="bad" live>{fault(keys.error)}</Notice>}
      {trouble !== null && <Notice tone="bad" live>{fault(trouble)}</Notice>}
      {keys.isPending && <Loading />}
      {running !== null && <p role="status">{finished === null ? <Trans>{done} Stücke neu verschlossen. Sie können die Seite schließen.</Trans> : <Trans>Zuletzt {done} Stücke neu verschlossen, fertig {finishedAt}.</Trans>}</p>}
      {list.length > 0 && (
        <DataTable<DataKey>
          caption={t`Datenschlüssel, der neueste zuerst`} rows={list} rowKey={key => String(key.number)}
          columns={[
            { key: 'number', head: t`Nummer`, names: true, cell: key => number(key.number) },
            { key: 'since', head: t`Seit`, wide: true, cell: ({ createdAt }) => dateTime(createdAt) },
            { key: 'state', head: t`Zustand`, wide: true, cell: ({ state, goneAt }) => state === 'sealing' ? <Tag tone="ok"><Trans>verschließt</Trans></Tag> : state === 'opening' ? <Tag tone="quiet"><Trans>öffnet nur noch</Trans></Tag> : <Tag tone="quiet"><Trans>ausgemustert {goneAt === null ? '' : dateTime(goneAt)}</Trans></Tag> },
            { key: 'do', head: t`Aktion`, wide: true, cell: key => key.state !== 'opening' ? null : <Button variant="default" loading={retire.isPending && retire.variables === key.number} onClick={() => retire.mutate(key.number)} aria-label={t`Schlüssel ${number(key.number)} ausmustern`}><Trans>Ausmustern</Trans></Button> },
          ]}
        />
      )}
    </section>
  )
}

function Certificates({ carrier }: { carrier: string }) {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  const fault = useCarrierFault()
  const touches = ['certificates', carrier]
  const certificates = useQuery({ queryKey: touches, queryFn: ({ signal }) => fetchCertificates(carrier, signal) })
  const revoke = useAct((connector: string) => revokeCertificates(carrier, connector), touches, t`Gesperrt. Der Connector ist getrennt.`)
  const states: Readonly<Record<ConnectorCertificate['state'], string>> = { current: t`in Gebrauch`, waiting: t`ausgestellt, noch nicht genutzt`, ending: t`abgelöst, läuft aus`, ended: t`beendet`, expired: t`abgelaufen` }
  const list = certificates.data ?? []
  return (
    <section className={classes['panel']} aria-labelledby="certificates">
      <h2 id="certificates"><Trans>Zertifikate der Connectoren</Trans></h2>
      {certificates.isError && <Notice tone="bad" live>{fault(certificates.error)}</Notice>}
      {certificates.isPending && <Loading />}
      {certificates.isSuccess && list.length === 0 && <Empty icon="plug" title={<Trans>Noch kein Connector</Trans>}><Trans>Sobald sich ein Connector mit seinem Einmal-Code anmeldet, steht sein Zertifikat hier.</Trans></Empty>}
      {list.length > 0 && (
        <DataTable<ConnectorCertificate>
          caption={t`Zertifikate`} rows={list} rowKey={({ fingerprint }) => fingerprint}
          columns={[
            { key: 'connector', head: t`Connector`, names: true, cell: ({ connector }) => connector },
            { key: 'state', head: t`Zustand`, wide: true, cell: ({ state, overdue }) => <><Tag tone={state === 'current' ? 'ok' : state === 'expired' ? 'bad' : 'quiet'}>{states[state]}</Tag>{overdue && <Tag tone="warn"><Trans>Erneuerung überfällig</Trans></Tag>}</> },
            { key: 'expires', head: t`Gültig bis`, wide: true, cell: ({ expiresAt }) => dateTime(expiresAt) },
            { key: 'print', head: t`Fingerabdruck`, wide: true, width: '30%', cell: ({ fingerprint }) => <code>{fingerprint.slice(0, 32)} …</code> },
            { key: 'do', head: t`Aktion`, wide: true, width: '22%', cell: ({ state, connector }) => state !== 'current' && state !== 'waiting' ? '' : (
              <ConfirmInPlace label={<Trans>Zertifikat sperren</Trans>} title={<Trans>{connector} sperren?</Trans>} confirm={<Trans>Jetzt sperren</Trans>} run={() => revoke.mutate(connector)} pending={revoke.isPending} error={revoke.trouble}>
                <p><Trans>Der Connector ist sofort getrennt. Nachrichten sammeln sich bei ihm, bis er neu angemeldet ist.</Trans></p>
              </ConfirmInPlace>
            ) },
          ]}
        />
      )}
    </section>
  )
}
