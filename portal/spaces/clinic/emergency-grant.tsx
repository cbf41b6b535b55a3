import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { EmergencyGrant } from '@steckwerk/api/contract/people'
import { useQuery } from '@tanstack/react-query'
import { endEmergency } from '../../client/emergency.ts'
import { fetchEmergencyRecord } from '../../client/emergency-record.ts'
import { listName } from '../../client/names.ts'
import { Card } from '../../shell/calm.tsx'
import { useFormats } from '../../shell/format.ts'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import { useAct } from '../carrier/use-act.ts'
import { useCarrierFault } from '../carrier/use-carrier-fault.ts'
import calm from '../../shell/calm.module.css'
import classes from '../carrier/carrier.module.css'

/** An access in force: how long still, what counts first in the record, and its end. */
export function EmergencyGrantCard({ carrier, grant, now }: { carrier: string; grant: EmergencyGrant; now: number }) {
  const { t } = useLingui()
  const { duration, time, date, dateTime } = useFormats()
  const fault = useCarrierFault()
  const record = useQuery({ queryKey: ['emergency-record', carrier, grant.patient], queryFn: ({ signal }) => fetchEmergencyRecord(carrier, grant.patient, signal), gcTime: 0 })
  const end = useAct(() => endEmergency(carrier, grant.id), ['emergency', carrier], t`Der Zugriff ist beendet.`)
  const { patient, allergies = [], conditions = [], medications = [], encounters = [] } = record.data ?? {}
  const name = listName(patient?.name) || grant.patient
  const [left, until] = [duration(Date.parse(grant.endsAt) - now), time(grant.endsAt)]
  const number = patient?.identifier?.find(({ type }) => type?.coding?.some(({ code }) => code === 'MR'))?.value ?? patient?.identifier?.[0]?.value
  return (
    <Card title={<Trans>Offen: {name}</Trans>} icon="eye" tone="brand" beside={<Button className="screen-only" variant="default" onClick={() => end.mutate(undefined)} loading={end.isPending}><Trans>Zugriff beenden</Trans></Button>}>
      <p><Trans>Noch <span className={classes['clock']}>{left}</span> bis {until}</Trans></p>
      {end.trouble !== null && <Notice tone="bad" live>{fault(end.trouble)}</Notice>}
      {record.isError && <Notice tone="bad" live>{fault(record.error)}</Notice>}
      {record.isPending && <Loading />}
      {record.isSuccess && (
        <dl className={classes['facts']}>
          <div><dt><Trans>Geboren</Trans></dt><dd>{patient?.birthDate === undefined ? '–' : date(patient.birthDate)}</dd></div>
          <div><dt><Trans>Nummer</Trans></dt><dd>{number ?? '–'}</dd></div>
          <div><dt><Trans>Allergien</Trans></dt><dd><strong>{allergies.length === 0 ? <Trans>keine eingetragen</Trans> : allergies.join(', ')}</strong></dd></div>
          <div><dt><Trans>Medikamente</Trans></dt><dd>{medications.length === 0 ? <Trans>keine eingetragen</Trans> : medications.join(', ')}</dd></div>
          <div><dt><Trans>Diagnosen</Trans></dt><dd>{conditions.length === 0 ? <Trans>keine eingetragen</Trans> : conditions.join(', ')}</dd></div>
          <div><dt><Trans>Letzte Fälle</Trans></dt><dd>{encounters.length === 0 ? <Trans>keine eingetragen</Trans> : encounters.map(({ period }) => period?.start === undefined ? undefined : dateTime(period.start)).filter(at => at !== undefined).join(' · ')}</dd></div>
        </dl>
      )}
      <p className={calm['small']}><Trans>„Keine eingetragen“ heißt: Das Kliniksystem hat hierher nichts gemeldet. Die ganze Akte ist in Ihren Programmen und Apps offen, solange der Zugriff läuft. Ihr Grund: {grant.reason}</Trans></p>
    </Card>
  )
}
