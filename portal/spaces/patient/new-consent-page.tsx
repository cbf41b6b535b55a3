import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ConsentList, ConsentPurpose, ConsentRequest, ConsentVocabulary } from '@steckwerk/api/contract/consent'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { spanEnd, usableSpans, type Span } from '../../client/spans.ts'
import { fetchConsents, fetchConsentVocabulary, giveConsent } from '../../client/consents.ts'
import { useAnnounce } from '../../shell/announcer.tsx'
import { Card, Choices, Column } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useNow } from '../../shell/use-now.ts'
import { ConsentPreviewView } from './consent-preview.tsx'
import { DaySpan } from './day-span.tsx'
import { RecipientChoice } from './recipient-choice.tsx'
import { usePeople } from './use-people.ts'
import calm from '../../shell/calm.module.css'

/** A release: from which hospital, to whom, what for, which data, how long; and before it is given, what the recipient would see. */
export function NewConsentPage() {
  const { t } = useLingui()
  const faultText = useFaultText()
  const { person, links } = usePeople()
  const consents = useQuery({ queryKey: ['consents'], queryFn: ({ signal }) => fetchConsents(signal) })
  const vocabulary = useQuery({ queryKey: ['consents', 'vocabulary'], queryFn: ({ signal }) => fetchConsentVocabulary(signal), staleTime: 5 * 60_000 })
  const own = new Set(person?.links.map(({ carrier, patient }) => `${carrier.slug}/${patient?.id ?? ''}`))
  const patients = consents.data?.patients.filter(({ carrier, id }) => own.has(`${carrier.slug}/${id}`))
  const name = person === undefined || person.self ? undefined : person.name
  const failed = [consents, vocabulary, links].find(query => query.isError)
  return (
    <Column>
      <PageHead title={t`Neue Freigabe`} above={<Link to="/meine/freigaben" className={`${calm['back']} screen-only`}><Icon name="back" /><Trans>Freigaben</Trans></Link>} lead={name === undefined ? <Trans>Fünf kurze Fragen. Erst am Ende gilt etwas.</Trans> : <Trans>Fünf kurze Fragen, für {name}. Erst am Ende gilt etwas.</Trans>} />
      {failed !== undefined && <Notice tone="bad" live>{faultText(failed.error)}</Notice>}
      {failed === undefined && (patients === undefined || vocabulary.data === undefined || links.isPending) && <Loading />}
      {patients?.length === 0 && links.isSuccess && <Empty icon="house" title={<Trans>Zuerst ein Krankenhaus verbinden</Trans>}><Link to="/meine/krankenhaeuser/neu"><Trans>Krankenhaus verbinden</Trans></Link></Empty>}
      {patients !== undefined && patients.length > 0 && vocabulary.data !== undefined && <ConsentForm key={person?.key} patients={patients} vocabulary={vocabulary.data} />}
    </Column>
  )
}

function ConsentForm({ patients, vocabulary }: { patients: ConsentList['patients']; vocabulary: ConsentVocabulary }) {
  const { t, i18n } = useLingui()
  const language = i18n.locale === 'en' ? 'en' : 'de'
  const now = useNow(60_000)
  const [from, setFrom] = useState(patients.length === 1 ? patients[0]?.carrier.slug ?? '' : '')
  const [recipient, setRecipient] = useState('')
  const [purpose, setPurpose] = useState('')
  const [all, setAll] = useState(true)
  const [categories, setCategories] = useState<string[]>([])
  const [days, setDays] = useState<Span | null>('12m')
  const [tried, setTried] = useState(false)
  const [asked, setAsked] = useState<ConsentRequest | null>(null)
  const summary = useRef<HTMLDivElement>(null)
  const back = useRef<HTMLFormElement>(null)
  const patient = patients.find(({ carrier }) => carrier.slug === from)
  const recipients = vocabulary.recipients.filter(({ kind, id }) => id !== from && !(kind === 'site' && id.startsWith(`${from}/`)))
  const chosen = recipients.find(({ kind, id }) => `${kind} ${id}` === recipient)
  const missing: readonly { readonly id: string; readonly text: string }[] = [
    ...patient === undefined ? [{ id: 'q-from', text: t`Wählen Sie das Krankenhaus, aus dem die Daten kommen.` }] : [],
    ...chosen === undefined ? [{ id: 'q-to', text: t`Wählen Sie, wer die Daten sehen darf.` }] : [],
    ...purpose === '' ? [{ id: 'q-for', text: t`Wählen Sie den Zweck.` }] : [],
    ...!all && categories.length === 0 ? [{ id: 'q-what', text: t`Wählen Sie mindestens eine Art von Daten.` }] : [],
  ]
  const check = () => {
    setTried(true)
    if (missing.length > 0 || patient === undefined || chosen === undefined) return requestAnimationFrame(() => summary.current?.focus())
    setAsked({
      carrier: patient.carrier.slug, patient: patient.id, recipient: { kind: chosen.kind, id: chosen.id }, purpose: purpose as ConsentPurpose, categories: all ? 'all' : categories,
      ...(days === null ? {} : { until: spanEnd(now, days) }),
    })
  }
  if (asked !== null) return <Confirm asked={asked} onBack={() => { setAsked(null); requestAnimationFrame(() => back.current?.querySelector<HTMLElement>('button')?.focus()) }} />
  const wrong = (id: string) => {
    const found = tried ? missing.find(one => one.id === id) : undefined
    return found === undefined ? {} : { wrong: found.text }
  }
  return (
    <form ref={back} className={calm['form']} noValidate onSubmit={event => { event.preventDefault(); check() }}>
      {tried && missing.length > 0 && (
        <div ref={summary} tabIndex={-1}>
          <Notice tone="bad" live><p><strong><Trans>Es fehlt noch etwas:</Trans></strong></p><ul>{missing.map(({ id, text }) => <li key={id}><a href={`#${id}`} onClick={event => { event.preventDefault(); document.querySelector<HTMLElement>(`#${id} input, #${id} select`)?.focus() }}>{text}</a></li>)}</ul></Notice>
        </div>
      )}
      {patients.length > 1 && <div id="q-from"><Choices legend={<Trans>1. Aus welchem Krankenhaus kommen die Daten?</Trans>} options={patients.map(({ carrier }) => ({ value: carrier.slug, label: carrier.name }))} chosen={[from]} onChange={([next]) => { setFrom(next ?? ''); setRecipient('') }} {...wrong('q-from')} /></div>}
      {patients.length === 1 && <p><Trans>1. Es geht um Ihre Daten aus: <strong>{patients[0]?.carrier.name}</strong></Trans></p>}
      {patient === undefined && <div><strong><Trans>2. Wer darf sie sehen?</Trans></strong><p className={calm['small']}><Trans>Das wählen Sie, sobald das Krankenhaus feststeht.</Trans></p></div>}
      <div id="q-to" hidden={patient === undefined}><RecipientChoice recipients={recipients} chosen={recipient} onChange={setRecipient} {...wrong('q-to')} /></div>
      <div id="q-for"><Choices legend={<Trans>3. Wofür?</Trans>} options={vocabulary.purposes.map(({ code, words, explained }) => ({ value: code, label: words[language], hint: explained[language] }))} chosen={[purpose]} onChange={([next]) => setPurpose(next ?? '')} {...wrong('q-for')} /></div>
      <div id="q-what" className={calm['form']}>
        <Choices
          legend={<Trans>4. Welche Daten?</Trans>} chosen={[all ? 'all' : 'some']} onChange={([next]) => setAll(next === 'all')}
          options={[{ value: 'all', label: <Trans>Alle Arten von Daten</Trans>, hint: <Trans>Auch solche, die später hinzukommen</Trans> }, { value: 'some', label: <Trans>Nur bestimmte Arten</Trans> }]}
        />
        {!all && <Choices several legend={<Trans>Diese Arten</Trans>} options={vocabulary.categories.map(({ code, words, explained }) => ({ value: code, label: words[language], hint: explained[language] }))} chosen={categories} onChange={setCategories} {...wrong('q-what')} />}
      </div>
      <DaySpan legend={<Trans>5. Wie lange?</Trans>} spans={usableSpans(now, 1_100)} chosen={days} onChange={setDays} now={now} endless={() => setDays(null)} />
      <div className={calm['actions']}><Button type="submit" size="md"><Trans>Weiter zur Vorschau</Trans></Button></div>
    </form>
  )
}

/** The last step: the release in sentences and in numbers; only this button gives it. */
function Confirm({ asked, onBack }: { asked: ConsentRequest; onBack: () => void }) {
  const { t } = useLingui()
  const faultText = useFaultText()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const announce = useAnnounce()
  const head = useRef<HTMLDivElement>(null)
  useEffect(() => head.current?.focus(), [])
  const give = useMutation({
    mutationFn: () => giveConsent(asked),
    onSuccess: () => {
      announce(t`Die Freigabe gilt ab jetzt.`)
      void queries.invalidateQueries({ queryKey: ['consents'] })
      void navigate({ to: '/meine/freigaben' })
    },
  })
  return (
    <div ref={head} tabIndex={-1} role="group" aria-label={t`Vorschau`} className={calm['form']}>
      <Card title={<Trans>Das geben Sie frei</Trans>} icon="eye">
        <ConsentPreviewView asked={asked} />
      </Card>
      {give.isError && <Notice tone="bad" live>{faultText(give.error)}</Notice>}
      <p className={calm['dim']}><Trans>Sie können die Freigabe jederzeit mit einem Klick widerrufen. Jeder Zugriff steht in Ihrem Protokoll.</Trans></p>
      <div className={calm['actions']}>
        <Button size="md" onClick={() => give.mutate()} loading={give.isPending}><Trans>Freigabe geben</Trans></Button>
        <Button size="md" variant="default" onClick={onBack}><Trans>Zurück und ändern</Trans></Button>
      </div>
    </div>
  )
}
