import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { ageOf } from '../../client/age.ts'
import type { Patient } from '../../client/fhir-shapes.ts'
import { listName } from '../../client/names.ts'
import { fetchAllergies } from '../../client/received-forms.ts'
import { useFormats } from '../../shell/format.ts'
import classes from './patient-banner.module.css'

/** Who a page is about, always in view: name, birth date, number, and what the record says of allergies. */
export function PatientBanner({ carrier, patient }: { carrier: string; patient: Patient }) {
  const { date, age } = useFormats()
  const id = patient.id ?? ''
  const years = ageOf(patient.birthDate, new Date())
  const number = patient.identifier?.find(({ type }) => type?.coding?.some(({ code }) => code === 'MR'))?.value ?? patient.identifier?.[0]?.value ?? id
  const allergies = useQuery({ queryKey: ['allergies', carrier, id], queryFn: ({ signal }) => fetchAllergies(carrier, id, signal), staleTime: 60_000 })
  const named = allergies.data?.map(({ code }) => code?.text ?? code?.coding?.[0]?.display ?? '').filter(name => name !== '').join(', ') ?? ''
  return (
    <div className={classes['banner']}>
      <strong>{listName(patient.name) || <Trans>Name unbekannt</Trans>}</strong>
      <span>{patient.birthDate === undefined ? <Trans>Geburtsdatum unbekannt</Trans> : <Trans>geboren {date(patient.birthDate)}</Trans>}{years !== undefined && ` (${age(years)})`}</span>
      <span><Trans>Nummer {number}</Trans></span>
      {allergies.isSuccess && <span data-allergy={named === '' ? undefined : ''}>{named === '' ? <Trans>Allergien: keine in der Akte</Trans> : <Trans>Allergien: {named}</Trans>}</span>}
      {allergies.isError && <span><Trans>Allergien: nicht abrufbar</Trans></span>}
    </div>
  )
}
