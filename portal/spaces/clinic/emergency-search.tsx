import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { EmergencyCase, EmergencyPatient, EmergencySearch } from '@steckwerk/api/contract/people'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { calendarDay } from '../../client/calendar-day.ts'
import { openInEmergency, searchInEmergency } from '../../client/emergency.ts'
import { BirthDateField, noDay } from '../../shell/birth-date-field.tsx'
import { Card, Choices, Item } from '../../shell/calm.tsx'
import { useFormats } from '../../shell/format.ts'
import { Notice } from '../../shell/notice.tsx'
import { useAct } from '../carrier/use-act.ts'
import { useCarrierFault } from '../carrier/use-carrier-fault.ts'
import calm from '../../shell/calm.module.css'

/** Looks for one patient while the reason's time runs. */
export function EmergencySearchCard({ carrier, opened, now, onDone }: { carrier: string; opened: EmergencyCase; now: number; onDone: () => void }) {
  const { t } = useLingui()
  const { duration } = useFormats()
  const fault = useCarrierFault()
  const [by, setBy] = useState('number')
  const [identifier, setIdentifier] = useState('')
  const [family, setFamily] = useState('')
  const [birth, setBirth] = useState(noDay)
  const [tried, setTried] = useState(false)
  const region = useRef<HTMLDivElement>(null)
  const search = useMutation({ mutationFn: (asked: EmergencySearch) => searchInEmergency(carrier, opened.id, asked), gcTime: 0 })
  useEffect(() => region.current?.focus(), [])
  const day = calendarDay(birth)
  const wrong = by === 'number' ? identifier.trim() === '' : family.trim() === '' || day === undefined
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (!wrong) search.mutate(by === 'number' ? { identifier: identifier.trim() } : { family: family.trim(), birthDate: day ?? '' })
  }
  const left = duration(Date.parse(opened.searchUntil) - now)
  return (
    <div ref={region} tabIndex={-1}>
      <Card title={<Trans>2. Wen behandeln Sie?</Trans>} icon="search">
        <p className={calm['small']}><Trans>Suche noch {left} möglich. Jede Suche wird festgehalten.</Trans></p>
        <form className={calm['form']} onSubmit={submit} noValidate>
          <Choices legend={<Trans>Suchen nach</Trans>} chosen={[by]} onChange={([next]) => setBy(next ?? by)} options={[{ value: 'number', label: <Trans>Patienten-, Fall- oder Versichertennummer</Trans> }, { value: 'name', label: <Trans>Nachname und Geburtsdatum</Trans> }]} />
          {by === 'number' && <TextInput label={t`Nummer`} value={identifier} onChange={event => setIdentifier(event.currentTarget.value)} size="md" autoComplete="off" error={tried && wrong ? t`Bitte geben Sie die Nummer ein.` : undefined} />}
          {by === 'name' && (
            <>
              <TextInput label={t`Nachname`} value={family} onChange={event => setFamily(event.currentTarget.value)} size="md" autoComplete="off" error={tried && family.trim() === '' ? t`Bitte geben Sie den Nachnamen ein.` : undefined} />
              <BirthDateField legend={<Trans>Geburtsdatum</Trans>} value={birth} onChange={setBirth} own={false} {...(tried && day === undefined ? { wrong: t`Bitte geben Sie Tag, Monat und Jahr ein.` } : {})} />
            </>
          )}
          {search.isError && <Notice tone="bad" live>{fault(search.error)}</Notice>}
          <div><Button type="submit" size="md" loading={search.isPending}><Trans>Suchen</Trans></Button></div>
        </form>
        {search.isSuccess && <Found carrier={carrier} id={opened.id} patients={search.data} onDone={onDone} />}
      </Card>
    </div>
  )
}

function Found({ carrier, id, patients, onDone }: { carrier: string; id: string; patients: readonly EmergencyPatient[]; onDone: () => void }) {
  const { t } = useLingui()
  const { date } = useFormats()
  const fault = useCarrierFault()
  const open = useAct((patient: string) => openInEmergency(carrier, id, patient), ['emergency', carrier], t`Die Akte ist offen.`, onDone)
  if (patients.length === 0) return <p role="status"><Trans>Niemand gefunden. Prüfen Sie die Schreibweise; Nummern müssen genau stimmen.</Trans></p>
  return (
    <>
      <h3><Trans>3. Akte öffnen</Trans></h3>
      {open.trouble !== null && <Notice tone="bad" live>{fault(open.trouble)}</Notice>}
      <ul className={calm['list']}>
        {patients.map(({ patient, name, birthDate }) => (
          <li key={patient}>
            <Item name={name} actions={<Button onClick={() => open.mutate(patient)} loading={open.isPending && open.variables === patient} aria-label={t`Akte öffnen: ${name}`}><Trans>Akte öffnen</Trans></Button>}>
              <span className={calm['small']}>{birthDate === null ? <Trans>Geburtsdatum fehlt</Trans> : <Trans>geboren {date(birthDate)}</Trans>}</span>
            </Item>
          </li>
        ))}
      </ul>
    </>
  )
}
