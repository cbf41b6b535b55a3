import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NumberInput, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react'
import { wrongWith, type UndertakingDraft } from '../../../client/undertaking-draft.ts'
import { Card } from '../../../shell/calm.tsx'
import { focusWrong } from '../../../shell/focus-wrong.ts'
import { Notice } from '../../../shell/notice.tsx'
import { WrongCount } from '../mail-sent.tsx'
import { ContactFields, EvidenceFields, LinkFields, PartnerFields } from './undertaking-rows.tsx'
import { useUndertakingWords } from './use-undertaking-words.ts'
import calm from '../../../shell/calm.module.css'

/** Everything of an undertaking that is typed in. Only the title has to be there; what a reference project needs is said elsewhere. */
export function UndertakingForm({ start, by: startBy, label, save, pending, error, children }: {
  start: UndertakingDraft; by: string; label: ReactNode; save: (draft: UndertakingDraft, by: string) => void; pending: boolean; error: unknown; children?: ReactNode
}) {
  const { t } = useLingui()
  const words = useUndertakingWords()
  const form = useRef<HTMLFormElement>(null)
  const [draft, setDraft] = useState(start)
  const [by, setBy] = useState(startBy)
  const [tried, setTried] = useState(false)
  const set = (change: Partial<UndertakingDraft>) => setDraft(before => ({ ...before, ...change }))
  const wrong = new Set([...wrongWith(draft), ...(by.trim().length < 2 ? ['by'] : [])])
  const said = (place: string, text: string) => (tried && wrong.has(place) ? text : undefined)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (wrong.size > 0) return focusWrong(form.current!)
    save(draft, by.trim())
  }
  const costs = (change: Partial<UndertakingDraft['costs']>) => set({ costs: { ...draft.costs, ...change } })
  return (
    <form ref={form} noValidate onSubmit={submit} className={calm['form']}>
      {error !== null && <Notice tone="bad" live>{words.fault(error)}</Notice>}
      {tried && <WrongCount count={wrong.size} />}
      <Card title={<Trans>Worum es geht</Trans>} icon="table">
        <TextInput size="md" required label={t`Titel`} maxLength={140} value={draft.title} error={said('title', t`Bitte geben Sie einen Titel an.`)} onChange={event => set({ title: event.currentTarget.value })} />
        <TextInput size="md" required label={t`Ihre Einrichtung`} description={t`Steht im Verlauf bei dem, was Sie eintragen.`} maxLength={160} value={by} error={said('by', t`Bitte geben Sie Ihre Einrichtung an.`)} onChange={event => setBy(event.currentTarget.value)} />
        {children}
        <Textarea size="md" autosize minRows={4} label={t`Was ist das Problem, was ist der Plan?`} maxLength={4000} value={draft.what} onChange={event => set({ what: event.currentTarget.value })} />
        <TextInput size="md" label={t`Für wen`} description={t`Zum Beispiel „Pflegedienste“ oder „Gesundheitsämter“.`} maxLength={300} value={draft.forWhom} onChange={event => set({ forWhom: event.currentTarget.value })} />
        <TagsInput size="md" label={t`Themen`} description={t`Ein Thema eingeben und mit der Eingabetaste übernehmen, höchstens zwölf.`} maxTags={12} acceptValueOnBlur value={[...draft.topics]} onChange={topics => set({ topics: topics.map(topic => topic.trim().slice(0, 60)).filter(topic => topic.length > 1) })} />
      </Card>
      <Card title={<Trans>Wer mitmacht</Trans>} icon="people">
        <PartnerFields rows={draft.partners} onChange={partners => set({ partners })} />
        <ContactFields rows={draft.contacts} onChange={contacts => set({ contacts })} said={said} />
      </Card>
      <Card title={<Trans>Kosten</Trans>} icon="chart">
        <NumberInput size="md" label={t`Einmalige Kosten in Euro`} description={t`0, wenn es nichts kostet; leer, solange es niemand weiß.`} decimalSeparator="," thousandSeparator="." min={0} max={1_000_000_000} allowNegative={false} decimalScale={2} value={draft.costs.once} onChange={once => costs({ once })} />
        <TextInput size="md" label={t`Was ist darin enthalten?`} maxLength={300} value={draft.costs.onceFor} onChange={event => costs({ onceFor: event.currentTarget.value })} />
        <NumberInput size="md" label={t`Laufende Kosten im Jahr in Euro`} decimalSeparator="," thousandSeparator="." min={0} max={1_000_000_000} allowNegative={false} decimalScale={2} value={draft.costs.yearly} onChange={yearly => costs({ yearly })} />
        <TextInput size="md" label={t`Wofür laufen sie?`} maxLength={300} value={draft.costs.yearlyFor} onChange={event => costs({ yearlyFor: event.currentTarget.value })} />
        <TextInput size="md" label={t`Förderung, Finanzierung`} maxLength={500} value={draft.funding} onChange={event => set({ funding: event.currentTarget.value })} />
      </Card>
      <Card title={<Trans>Ergebnisse und Belege</Trans>} icon="check">
        <EvidenceFields evidence={draft.evidence} onChange={evidence => set({ evidence })} said={said} />
      </Card>
      <Card title={<Trans>Was wir gelernt haben</Trans>} icon="help">
        <Textarea size="md" autosize minRows={3} label={t`Was würden wir anders machen?`} maxLength={2000} value={draft.lessons.different} onChange={event => set({ lessons: { ...draft.lessons, different: event.currentTarget.value } })} />
        <Textarea size="md" autosize minRows={3} label={t`Was hat geholfen?`} maxLength={2000} value={draft.lessons.helped} onChange={event => set({ lessons: { ...draft.lessons, helped: event.currentTarget.value } })} />
      </Card>
      <Card title={<Trans>Dazu gehört</Trans>} icon="share">
        <LinkFields rows={draft.links} onChange={links => set({ links })} said={said} />
      </Card>
      <div className={calm['actions']}><Button type="submit" size="md" loading={pending}>{label}</Button></div>
    </form>
  )
}
