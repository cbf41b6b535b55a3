import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { DeskBooking, DeskBookRequest, DeskFound, DeskSearch } from '@steckwerk/api/contract/desk-booking'
import { useEffect, useRef, useState } from 'react'
import { bookAtDesk, findExactly } from '../../../client/desk-booking.ts'
import { useFormats } from '../../../shell/format.ts'
import { Notice } from '../../../shell/notice.tsx'
import { useAct } from '../use-act.ts'
import { NewPerson } from './new-person.tsx'
import { useCalendarFault } from './use-calendar-fault.ts'
import shared from '../carrier.module.css'
import classes from './calendar.module.css'

const blank = { number: '', family: '', given: '', birthDate: '' }

/** Books for somebody whose record the desk does not see: found only by saying exactly who it is, or entered anew. */
export function UnseenPerson({ carrier, slot, note, onBooked }: { carrier: string; slot: string; note: string; onBooked: (booking: DeskBooking) => void }) {
  const { t } = useLingui()
  const { date } = useFormats()
  const fault = useCalendarFault()
  const [open, setOpen] = useState(false)
  const [text, setText] = useState(blank)
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (open) first.current?.focus()
  }, [open])
  const find = useAct<DeskSearch, DeskFound>(search => findExactly(carrier, search), ['desk', carrier, 'exact'])
  const book = useAct<DeskBookRequest, DeskBooking>(wish => bookAtDesk(carrier, wish), ['calendar', carrier], t`Gebucht.`, onBooked)
  const field = (name: keyof typeof blank) => ({
    value: text[name], autoComplete: 'off', spellCheck: false,
    // What was found is about what was said before.
    onChange: (event: { currentTarget: { value: string } }) => { setText({ ...text, [name]: event.currentTarget.value }); find.reset(); book.reset() },
  })
  const [number, family, given] = [text.number.trim(), text.family.trim(), text.given.trim()]
  const search: DeskSearch | undefined = number !== '' ? { identifier: number } : family !== '' && text.birthDate !== '' ? { family, birthDate: text.birthDate, ...(given === '' ? {} : { given }) } : undefined
  const wish = { slot, ...(note === '' ? {} : { note }) }
  const found = find.data
  if (!open) return <div className={shared['actions']}><Button variant="default" aria-expanded={false} onClick={() => setOpen(true)}><Trans>Nicht dabei? Genau suchen oder neu anlegen</Trans></Button></div>
  const [name, born] = found?.found === 'one' ? [found.name, found.birthDate === null ? '' : date(found.birthDate)] : ['', '']
  return (
    <div className={classes['twin']} role="group" aria-label={t`Genaue Suche`}>
      <form className={shared['form']} aria-label={t`Genaue Suche`} onSubmit={event => { event.preventDefault(); if (search !== undefined) find.mutate(search) }}>
        <p className={shared['small']}><Trans>Auch wer noch nicht bei Ihnen in Behandlung war, wird gefunden, aber nur mit genau passenden Angaben. Jede Suche steht im Zugriffsprotokoll.</Trans></p>
        <TextInput ref={first} {...field('family')} label={t`Nachname`} maxLength={80} disabled={number !== ''} />
        <TextInput {...field('birthDate')} type="date" label={t`Geburtsdatum`} disabled={number !== ''} />
        <TextInput {...field('given')} label={t`Vorname (nur wenn nötig)`} maxLength={80} disabled={number !== ''} />
        <TextInput {...field('number')} label={t`Oder: Patienten- oder Versichertennummer`} maxLength={200} />
        {find.trouble !== null && <Notice tone="bad" live>{fault(find.trouble)}</Notice>}
        <div className={shared['actions']}>
          <Button type="submit" variant="default" disabled={search === undefined} loading={find.isPending}><Trans>Genau suchen</Trans></Button>
          <Button variant="default" onClick={() => setOpen(false)}><Trans>Abbrechen</Trans></Button>
        </div>
      </form>
      {book.trouble !== null && <Notice tone="bad" live>{fault(book.trouble)}</Notice>}
      {found?.found === 'several' && <Notice tone="warn" live><Trans>Das trifft auf mehrere zu. Geben Sie den Vornamen dazu ein, oder die Nummer.</Trans></Notice>}
      {found?.found === 'one' && search !== undefined && (
        <>
          <Notice tone="ok" live>{born === '' ? <Trans>Gefunden: {name}</Trans> : <Trans>Gefunden: {name}, geboren {born}</Trans>}</Notice>
          <div className={shared['actions']}><Button loading={book.isPending} onClick={() => book.mutate({ ...wish, known: search })}><Trans>Für {name} buchen</Trans></Button></div>
        </>
      )}
      {found?.found === 'none' && number !== '' && <Notice tone="quiet" live><Trans>Zu dieser Nummer gibt es hier keine Akte. Suchen Sie mit Nachname und Geburtsdatum.</Trans></Notice>}
      {found?.found === 'none' && number === '' && (
        <>
          <Notice tone="quiet" live><Trans>Mit genau diesen Angaben gibt es hier keine Akte. Prüfen Sie die Schreibweise am Ausweis, oder legen Sie die Person neu an.</Trans></Notice>
          <NewPerson given={given} pending={book.isPending} onSend={more => book.mutate({ ...wish, fresh: { family, birthDate: text.birthDate, ...more } })} />
        </>
      )}
    </div>
  )
}
