import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { fetchByIds } from '../../client/fhir.ts'
import type { Patient } from '../../client/fhir-shapes.ts'
import { useFaultText } from '../../shell/fault-text.ts'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { Slots, useSlots } from '../../shell/slots/slots.tsx'
import { PatientBanner } from './patient-banner.tsx'
import calm from '../../shell/calm.module.css'
import classes from './patient-page.module.css'

/** What the house's services show of one patient of the wards. */
export function PatientPage() {
  const { t } = useLingui()
  const faultText = useFaultText()
  const { carrier, patient: id } = useParams({ from: '/frame/haus/$carrier/patient/$patient' })
  const slots = useSlots(carrier, 'clinic-patient')
  const found = useQuery({ queryKey: ['clinic-patient', carrier, id], queryFn: async ({ signal }) => (await fetchByIds<Patient>(carrier, 'Patient', [id], signal))[0] ?? null, staleTime: 60_000 })
  const patient = found.data
  return (
    <>
      <PageHead title={t`Zur Patientin, zum Patienten`} above={<Link to="/haus/$carrier" params={{ carrier }} className={`${calm['back']} screen-only`}><Icon name="back" /><Trans>Häuser und Stationen</Trans></Link>} />
      {found.isError && <Notice tone="bad" live>{faultText(found.error)}</Notice>}
      {found.isPending && <Loading />}
      {patient === null && <Empty icon="search" title={<Trans>Nicht zu sehen</Trans>}><Trans>Diese Akte gibt es hier nicht, oder Sie behandeln nicht mit.</Trans></Empty>}
      {patient !== undefined && patient !== null && (
        <div className={classes['page']}>
          <PatientBanner carrier={carrier} patient={patient} />
          {slots?.length === 0 && <Empty icon="plug" title={<Trans>Keine Angebote</Trans>}><Trans>Kein Dienst Ihres Hauses zeigt hier etwas.</Trans></Empty>}
          <Slots carrier={carrier} place="clinic-patient" about={{ patient: id }} />
        </div>
      )}
    </>
  )
}
