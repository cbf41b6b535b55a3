import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { GuestPerson, InsuranceKind } from '@steckwerk/api/contract/booking'
import { useState } from 'react'
import { Choices } from '../../../shell/calm.tsx'
import shared from '../carrier.module.css'

/** What it takes beside name and birth date to enter somebody who has no record yet. */
export function NewPerson({ given: said, pending, onSend }: { given: string; pending: boolean; onSend: (person: Omit<GuestPerson, 'family' | 'birthDate'>) => void }) {
  const { t } = useLingui()
  const [given, setGiven] = useState(said)
  const [phone, setPhone] = useState('')
  const [email, setEmail] = useState('')
  const [insurance, setInsurance] = useState<InsuranceKind>()
  const [tried, setTried] = useState(false)
  const wrong = {
    given: given.trim() === '' ? t`Bitte geben Sie den Vornamen an.` : undefined,
    phone: phone.trim() === '' && email.trim() === '' ? t`Bitte geben Sie eine Telefonnummer oder eine E-Mail-Adresse an.` : undefined,
  }
  const send = () => {
    setTried(true)
    if (wrong.given !== undefined || wrong.phone !== undefined || insurance === undefined) return
    onSend({ given: given.trim(), insurance, ...(phone.trim() === '' ? {} : { phone: phone.trim() }), ...(email.trim() === '' ? {} : { email: email.trim() }) })
  }
  return (
    <form className={shared['form']} aria-label={t`Neue Person`} onSubmit={event => { event.preventDefault(); send() }} noValidate>
      <TextInput label={t`Vorname`} maxLength={80} value={given} onChange={event => setGiven(event.currentTarget.value)} error={tried ? wrong.given : undefined} autoComplete="off" />
      <TextInput type="tel" label={t`Telefon`} maxLength={30} value={phone} onChange={event => setPhone(event.currentTarget.value)} error={tried ? wrong.phone : undefined} autoComplete="off" />
      <TextInput type="email" label={t`E-Mail`} maxLength={254} value={email} onChange={event => setEmail(event.currentTarget.value)} autoComplete="off" />
      <Choices
        legend={<Trans>Versicherung</Trans>} chosen={insurance === undefined ? [] : [insurance]} onChange={([value]) => setInsurance(value as InsuranceKind)}
        options={[{ value: 'GKV', label: <Trans>Gesetzlich</Trans> }, { value: 'PKV', label: <Trans>Privat</Trans> }, { value: 'SEL', label: <Trans>Zahlt selbst</Trans> }]}
        {...(tried && insurance === undefined ? { wrong: <Trans>Bitte wählen Sie die Versicherung.</Trans> } : {})}
      />
      <div className={shared['actions']}><Button type="submit" loading={pending}><Trans>Anlegen und buchen</Trans></Button></div>
    </form>
  )
}
