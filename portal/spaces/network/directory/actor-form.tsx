import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react'
import { draftOf, factsOf, wrongFields, type ActorDraft } from '../../../client/actor-draft.ts'
import { actorKinds, type ActorFacts } from '../../../client/directory.ts'
import { Card } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { focusWrong } from '../../../shell/focus-wrong.ts'
import { Notice } from '../../../shell/notice.tsx'
import { WrongCount } from '../mail-sent.tsx'
import { useKindWords } from './use-kind-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './directory.module.css'

/** All that is said of an organization, for who enters it and who changes it. `more`: what stands below the fields, told the draft and whether somebody has tried to send;
 *  `moreWrong`: how many fields of that are wrong. */
export function ActorForm({ start, send, pending, error, label, more, moreWrong = 0 }: {
  start: ActorFacts; send: (facts: ActorFacts) => void; pending: boolean; error: unknown; label: ReactNode; more?: (facts: ActorDraft, tried: boolean) => ReactNode; moreWrong?: number
}) {
  const { t } = useLingui()
  const kindWord = useKindWords()
  const faultText = useFaultText()
  const form = useRef<HTMLFormElement>(null)
  const [draft, setDraft] = useState(() => draftOf(start))
  const [tried, setTried] = useState(false)
  const wrong = wrongFields(draft)
  const words: Partial<Record<keyof ActorDraft, string>> = {
    name: t`Bitte geben Sie den Namen der Einrichtung an.`, kind: t`Bitte wählen Sie, was für eine Einrichtung es ist.`, city: t`Bitte geben Sie den Ort an.`,
    postalCode: t`Eine Postleitzahl hat fünf Ziffern.`, website: t`Das ist keine Internetadresse, wie zum Beispiel www.klinik.example.`,
    latitude: t`Grad zwischen 45 und 56, zum Beispiel 51,52.`, longitude: t`Grad zwischen 5 und 16, zum Beispiel 7,31.`,
    fhir: t`Das ist keine Internetadresse, wie zum Beispiel fhir.klinik.example/r4.`, dicomweb: t`Das ist keine Internetadresse, wie zum Beispiel bilder.klinik.example/dicomweb.`, kim: t`Eine KIM-Adresse sieht aus wie eine E-Mail-Adresse.`,
  }
  const set = (change: Partial<ActorDraft>) => setDraft(before => ({ ...before, ...change }))
  const field = (name: Exclude<keyof ActorDraft, 'topics' | 'further'>, maxLength: number) => ({
    size: 'md' as const, maxLength, value: draft[name], error: tried && wrong.has(name) ? words[name] : undefined,
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (wrong.size + moreWrong > 0) return focusWrong(form.current!)
    send(factsOf(draft))
  }
  return (
    <form ref={form} noValidate onSubmit={submit} className={calm['form']}>
      {tried && <WrongCount count={wrong.size + moreWrong} />}
      <Card title={<Trans>Wer und wo</Trans>} icon="person">
        <TextInput {...field('name', 160)} required label={t`Name der Einrichtung`} />
        <NativeSelect size="md" required label={t`Art der Einrichtung`} value={draft.kind} error={tried && wrong.has('kind') ? words.kind : undefined} onChange={event => set({ kind: event.currentTarget.value })}
          data={[...(start.kind === '' ? [{ value: '', label: t`Bitte wählen` }] : []), ...actorKinds.map(kind => ({ value: kind, label: kindWord(kind) }))]} />
        <TextInput {...field('street', 120)} label={t`Straße und Hausnummer`} />
        <div className={classes['pair']} data-first="short">
          <TextInput {...field('postalCode', 5)} label={t`Postleitzahl`} inputMode="numeric" />
          <TextInput {...field('city', 80)} required label={t`Ort`} />
        </div>
        <TextInput {...field('website', 300)} label={t`Internetseite`} inputMode="url" />
        <fieldset className={classes['place']}>
          <legend><Trans>Lage auf der Karte (freiwillig)</Trans></legend>
          <p className={calm['small']}><Trans>Kartenseiten zeigen beide Zahlen, wenn Sie einen Ort dort lange drücken.</Trans></p>
          <div className={classes['pair']}>
            <TextInput {...field('latitude', 20)} label={t`Breitengrad`} inputMode="decimal" />
            <TextInput {...field('longitude', 20)} label={t`Längengrad`} inputMode="decimal" />
          </div>
        </fieldset>
      </Card>
      <Card title={<Trans>Was Sie tun</Trans>} icon="table">
        <Textarea {...field('about', 2000)} autosize minRows={3} label={t`Über die Einrichtung`} />
        <TagsInput size="md" label={t`Themen`} description={t`Ein Thema eingeben und mit der Eingabetaste übernehmen, höchstens zwölf.`} maxTags={12} acceptValueOnBlur value={[...draft.topics]} onChange={topics => set({ topics: topics.map(topic => topic.trim().slice(0, 60)).filter(topic => topic.length > 1) })} />
        <Textarea {...field('offers', 1000)} autosize minRows={2} label={t`Was Sie anbieten`} />
        <Textarea {...field('needs', 1000)} autosize minRows={2} label={t`Was Sie suchen`} />
      </Card>
      <Card title={<Trans>Technische Adressen</Trans>} icon="plug">
        <p className={calm['small']}><Trans>Freiwillig, für die IT anderer Häuser: womit Ihre Systeme erreichbar sind. Auch diese Adressen sind öffentlich.</Trans></p>
        <TextInput {...field('kim', 254)} label={t`KIM-Adresse`} inputMode="email" />
        <TextInput {...field('fhir', 300)} label={t`FHIR-Schnittstelle`} inputMode="url" />
        <TextInput {...field('dicomweb', 300)} label={t`DICOMweb-Schnittstelle`} inputMode="url" />
      </Card>
      {more?.(draft, tried)}
      {error !== null && <Notice tone="bad" live>{faultText(error)}</Notice>}
      <div className={calm['actions']}><Button type="submit" size="md" loading={pending}>{label}</Button></div>
    </form>
  )
}
