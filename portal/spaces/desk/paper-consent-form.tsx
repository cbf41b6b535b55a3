import { Button, NativeSelect, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ConsentPurpose, ConsentVocabulary } from '@steckwerk/api/contract/consent'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { fetchConsentVocabulary } from '../../client/consents.ts'
import { recordPaperConsent } from '../../client/desk.ts'
import { dayAfter } from '../../client/calendar-day.ts'
import { Choices } from '../../shell/calm.tsx'
import { textOf } from '../../shell/form-text.ts'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import { useNow } from '../../shell/use-now.ts'
import { useAct } from '../carrier/use-act.ts'
import { useCarrierFault } from '../carrier/use-carrier-fault.ts'
import classes from '../carrier/carrier.module.css'

/** A release as it was signed on paper: to whom, what for, which data, how long. */
export function PaperConsentForm({ carrier, patient, touches, onClose }: { carrier: string; patient: string; touches: readonly string[]; onClose: () => void }) {
  const fault = useCarrierFault()
  const vocabulary = useQuery({ queryKey: ['consents', 'vocabulary'], queryFn: ({ signal }) => fetchConsentVocabulary(signal), staleTime: 5 * 60_000 })
  if (vocabulary.isError) return <Notice tone="bad" live>{fault(vocabulary.error)}</Notice>
  if (vocabulary.isPending) return <Loading />
  return <Form carrier={carrier} patient={patient} touches={touches} vocabulary={vocabulary.data} onClose={onClose} />
}

function Form({ carrier, patient, touches, vocabulary, onClose }: { carrier: string; patient: string; touches: readonly string[]; vocabulary: ConsentVocabulary; onClose: () => void }) {
  const { t, i18n } = useLingui()
  const language = i18n.locale === 'en' ? 'en' : 'de'
  const fault = useCarrierFault()
  const today = dayAfter(useNow(60_000), 0)
  const [purpose, setPurpose] = useState('')
  const [all, setAll] = useState(true)
  const [categories, setCategories] = useState<string[]>([])
  const [wrong, setWrong] = useState('')
  const region = useRef<HTMLFormElement>(null)
  useEffect(() => region.current?.querySelector<HTMLElement>('select')?.focus(), [])
  const recipients = vocabulary.recipients.filter(({ kind, id }) => !(kind === 'carrier' && id === carrier) && !(kind === 'site' && id.startsWith(`${carrier}/`)))
  const record = useAct((consent: Parameters<typeof recordPaperConsent>[1]) => recordPaperConsent(carrier, consent), touches, t`Eingetragen. Die Freigabe gilt ab jetzt.`, onClose)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const recipient = recipients.find(({ kind, id }) => `${kind} ${id}` === textOf(data, 'recipient'))
    const [signedOn, until] = [textOf(data, 'signedOn'), textOf(data, 'until')]
    const missing = recipient === undefined ? t`Wählen Sie den Empfänger.` : purpose === '' ? t`Wählen Sie den Zweck.` : !all && categories.length === 0 ? t`Wählen Sie mindestens eine Art von Daten.` : signedOn === '' || signedOn > today ? t`Geben Sie den Tag der Unterschrift an.` : ''
    setWrong(missing)
    if (missing !== '' || recipient === undefined) return
    record.mutate({ patient, signedOn, recipient: { kind: recipient.kind, id: recipient.id }, purpose: purpose as ConsentPurpose, categories: all ? 'all' : categories, ...(until === '' ? {} : { until }) })
  }
  return (
    <form ref={region} className={classes['form']} onSubmit={submit} noValidate aria-label={t`Freigabe auf Papier eintragen`}>
      <NativeSelect name="recipient" label={t`Empfänger`} data={[{ value: '', label: '–' }, ...recipients.map(({ kind, id, name, carrierName }) => ({ value: `${kind} ${id}`, label: kind === 'site' ? `${name} (${carrierName})` : name }))]} />
      <Choices legend={<Trans>Zweck</Trans>} chosen={[purpose]} onChange={([next]) => setPurpose(next ?? '')} options={vocabulary.purposes.map(({ code, words, explained }) => ({ value: code, label: words[language], hint: explained[language] }))} />
      <Choices legend={<Trans>Welche Daten?</Trans>} chosen={[all ? 'all' : 'some']} onChange={([next]) => setAll(next === 'all')} options={[{ value: 'all', label: <Trans>Alle Arten von Daten</Trans> }, { value: 'some', label: <Trans>Nur bestimmte Arten</Trans> }]} />
      {!all && <Choices several legend={<Trans>Diese Arten</Trans>} chosen={categories} onChange={setCategories} options={vocabulary.categories.map(({ code, words }) => ({ value: code, label: words[language] }))} />}
      <div className={classes['toolbar']}>
        <TextInput name="signedOn" type="date" label={t`Unterschrieben am`} max={today} defaultValue={today} />
        <TextInput name="until" type="date" label={t`Gilt bis (leer: bis zum Widerruf)`} min={today} />
      </div>
      {wrong !== '' && <Notice tone="bad" live>{wrong}</Notice>}
      {record.trouble !== null && <Notice tone="bad" live>{fault(record.trouble)}</Notice>}
      <div className={classes['actions']}>
        <Button type="submit" loading={record.isPending}><Trans>Eintragen</Trans></Button>
        <Button variant="default" onClick={onClose}><Trans>Abbrechen</Trans></Button>
      </div>
    </form>
  )
}
