import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { endAccess, endCode, fetchPortalAccess } from '../../client/desk.ts'
import type { Patient } from '../../client/fhir-shapes.ts'
import { listName } from '../../client/names.ts'
import { ConfirmInPlace } from '../../shell/calm.tsx'
import { DataTable } from '../../shell/data-table.tsx'
import { useFormats } from '../../shell/format.ts'
import { Loading } from '../../shell/loading.tsx'
import { Notice, Tag } from '../../shell/notice.tsx'
import { CodeSheet } from '../carrier/code-sheet.tsx'
import { Detail } from '../carrier/detail.tsx'
import { useAct } from '../carrier/use-act.ts'
import { useCarrierFault } from '../carrier/use-carrier-fault.ts'
import { DeskConsents } from './desk-consents.tsx'
import { DeskLetter } from './desk-letter.tsx'
import { lastDay } from './last-day.ts'
import { DeskNumberForm, DeskRecovery, type Recovered } from './desk-number-form.tsx'
import classes from '../carrier/carrier.module.css'

/** One person at the desk: banner, portal access, and each way to it. */
export function DeskPatient({ carrier, patient, onClose }: { carrier: string; patient: Patient; onClose: () => void }) {
  const { t } = useLingui()
  const { date } = useFormats()
  const fault = useCarrierFault()
  const id = patient.id ?? ''
  const name = listName(patient.name) || id
  const touches = ['desk', carrier, 'access', id]
  const [recovered, setRecovered] = useState<Recovered | null>(null)
  const access = useQuery({ queryKey: touches, queryFn: ({ signal }) => fetchPortalAccess(carrier, id, signal) })
  const end = useAct((which: 'self' | 'parents') => endAccess(carrier, id, which), touches, t`Der Zugang ist beendet.`)
  const { access: has = false, parents = 0, proxies = 0 } = access.data ?? {}
  return (
    <Detail title={name} onClose={onClose}>
      <p className={classes['banner']}>
        <span>{patient.birthDate === undefined ? <Trans>Geburtsdatum unbekannt</Trans> : <Trans>geboren {date(patient.birthDate)}</Trans>}</span>
        <span>{patient.identifier?.[0]?.value ?? id}</span>
      </p>
      {recovered !== null && (
        <CodeSheet title={<Trans>Code zur Wiederherstellung für {name}</Trans>} code={recovered.code} expiresAt={recovered.expiresAt} path={recovered.path} onDone={() => setRecovered(null)}>
          <p><Trans>Die bisherigen Wege der Anmeldung enden, sobald der neue eingerichtet ist.</Trans></p>
        </CodeSheet>
      )}
      {access.isError && <Notice tone="bad" live>{fault(access.error)}</Notice>}
      {access.isPending && <Loading />}
      {access.isSuccess && recovered === null && (
        <>
          <div className={classes['actions']}>
            {has ? <Tag tone="ok"><Trans>hat einen Portalzugang</Trans></Tag> : <Tag tone="quiet"><Trans>kein Portalzugang</Trans></Tag>}
            {parents > 0 && <Tag tone="quiet" icon="people"><Trans>{parents} Elternteile mit Zugang</Trans></Tag>}
            {proxies > 0 && <Tag tone="quiet" icon="people"><Trans>{proxies} Vertretungen</Trans></Tag>}
          </div>
          <DeskLetter carrier={carrier} patient={id} name={name} touches={touches} />
          <DeskNumberForm carrier={carrier} patient={id} touches={touches} />
          {has && <DeskRecovery carrier={carrier} patient={id} onCode={setRecovered} />}
          <Codes carrier={carrier} patient={id} codes={access.data.codes} touches={touches} />
          {(has || parents > 0) && (
            <div className={classes['actions']}>
              {has && <ConfirmInPlace label={<Trans>Zugang beenden</Trans>} title={<Trans>Portalzugang von {name} beenden?</Trans>} confirm={<Trans>Jetzt beenden</Trans>} run={() => end.mutate('self')} pending={end.isPending} error={end.trouble}><p><Trans>Nur, wenn er irrtümlich verbunden wurde. Das Konto selbst bleibt; es sieht dieses Haus nicht mehr.</Trans></p></ConfirmInPlace>}
              {parents > 0 && <ConfirmInPlace label={<Trans>Zugang der Eltern beenden</Trans>} title={<Trans>Zugang der Eltern beenden?</Trans>} confirm={<Trans>Jetzt beenden</Trans>} run={() => end.mutate('parents')} pending={end.isPending} error={end.trouble}><p><Trans>Er lässt sich mit einem neuen Brief wieder geben.</Trans></p></ConfirmInPlace>}
            </div>
          )}
          <DeskConsents carrier={carrier} patient={id} />
        </>
      )}
    </Detail>
  )
}

function Codes({ carrier, patient, codes, touches }: { carrier: string; patient: string; codes: Awaited<ReturnType<typeof fetchPortalAccess>>['codes']; touches: readonly string[] }) {
  const { t } = useLingui()
  const { date, dateTime } = useFormats()
  const fault = useCarrierFault()
  const end = useAct((id: string) => endCode(carrier, patient, id), touches, t`Der Code gilt nicht mehr.`)
  const states = { open: t`offen`, used: t`eingelöst`, expired: t`abgelaufen`, ended: t`beendet`, attempts: t`zu viele Versuche` }
  if (codes.length === 0) return null
  return (
    <>
      <h3><Trans>Ausgegebene Briefe</Trans></h3>
      {end.trouble !== null && <Notice tone="bad" live>{fault(end.trouble)}</Notice>}
      <DataTable
        caption={t`Ausgegebene Briefe`} rows={codes} rowKey={({ id }) => id}
        columns={[
          { key: 'kind', head: t`Für`, names: true, cell: ({ kind }) => kind === 'self' ? t`die Person selbst` : t`einen Elternteil` },
          { key: 'issued', head: t`Ausgegeben`, wide: true, cell: ({ issuedAt }) => dateTime(issuedAt) },
          { key: 'expires', head: t`Gilt bis`, wide: true, cell: ({ expiresAt }) => date(lastDay(expiresAt)) },
          { key: 'state', head: t`Zustand`, wide: true, cell: ({ id, state }) => <>{states[state]} {state === 'open' && <button type="button" className={classes['rowLink']} onClick={() => end.mutate(id)}><Trans>Code beenden</Trans></button>}</> },
        ]}
      />
    </>
  )
}
