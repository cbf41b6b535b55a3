import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { DeskBooking } from '@steckwerk/api/contract/desk-booking'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { bookSlot } from '../../../client/calendar/act.ts'
import type { Entry } from '../../../client/calendar/model.ts'
import { findAtDesk, mostFound } from '../../../client/desk.ts'
import { listName } from '../../../client/names.ts'
import { Choices } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useAct } from '../use-act.ts'
import { UnseenPerson } from './unseen-person.tsx'
import { useCalendarFault } from './use-calendar-fault.ts'
import shared from '../carrier.module.css'

/** Gives a free time to somebody who stands at the desk or telephones. */
export function BookForm({ carrier, entry, onDone, onBooked }: { carrier: string; entry: Entry; onDone: () => void; onBooked: (booking: DeskBooking) => void }) {
  const { t } = useLingui()
  const { date } = useFormats()
  const fault = useCalendarFault()
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const [patient, setPatient] = useState('')
  const [note, setNote] = useState('')
  const found = useQuery({ queryKey: ['desk', carrier, 'search', wanted], queryFn: ({ signal }) => findAtDesk(carrier, wanted, signal), enabled: wanted.length >= 2, placeholderData: before => before, gcTime: 0 })
  const patients = wanted.length >= 2 ? found.data ?? [] : []
  const book = useAct<string, string>(
    who => bookSlot(carrier, { resourceType: 'Slot', id: entry.slot ?? '', start: new Date(entry.start).toISOString(), end: new Date(entry.end).toISOString() }, who, note.trim()), ['calendar', carrier], t`Gebucht.`, onDone,
  )
  const isThere = patients.some(({ id }) => id === patient)
  return (
    <>
      <form className={shared['form']} aria-label={t`Termin vergeben`} onSubmit={event => { event.preventDefault(); if (isThere) book.mutate(patient) }}>
        <TextInput label={t`Wer kommt? Name, Geburtsdatum oder Nummer`} placeholder={t`z. B. Mustermann 12.8.1964`} value={text} onChange={event => { setText(event.currentTarget.value); setPatient('') }} autoComplete="off" spellCheck={false} />
        {found.isError && <Notice tone="bad" live>{fault(found.error)}</Notice>}
        {found.isLoading && <Loading />}
        {wanted.length >= 2 && found.isSuccess && patients.length === 0 && <Notice tone="quiet" live><Trans>Niemand gefunden. Hier finden Sie nur Menschen, die in Ihren Häusern behandelt werden oder wurden.</Trans></Notice>}
        {patients.length > 0 && (
          <Choices
            legend={<Trans>Person</Trans>} chosen={[patient]} onChange={([value]) => setPatient(value ?? '')}
            options={patients.map(one => ({ value: one.id ?? '', label: listName(one.name) || one.id || '', hint: one.birthDate === undefined ? <Trans>Geburtsdatum fehlt</Trans> : <Trans>geboren {date(one.birthDate)}</Trans> }))}
          />
        )}
        {patients.length >= mostFound && <p className={shared['small']}><Trans>Es gibt mehr. Geben Sie das Geburtsdatum dazu ein.</Trans></p>}
        <TextInput label={t`Hinweis (freiwillig)`} maxLength={500} value={note} onChange={event => setNote(event.currentTarget.value)} />
        {book.trouble !== null && <Notice tone="bad" live>{fault(book.trouble)}</Notice>}
        <div className={shared['actions']}><Button type="submit" disabled={!isThere} loading={book.isPending}><Trans>Buchen</Trans></Button></div>
      </form>
      <UnseenPerson carrier={carrier} slot={entry.slot ?? ''} note={note.trim()} onBooked={onBooked} />
    </>
  )
}
