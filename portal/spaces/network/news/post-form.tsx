import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react'
import type { CallFacts, PostFacts } from '../../../client/news.ts'
import { Card, Choices } from '../../../shell/calm.tsx'
import { focusWrong } from '../../../shell/focus-wrong.ts'
import { Notice } from '../../../shell/notice.tsx'
import { WrongCount } from '../mail-sent.tsx'
import { RelatedField } from './related-field.tsx'
import { useNewsWords } from './use-news-words.ts'
import calm from '../../../shell/calm.module.css'

const emptyCall: CallFacts = { funder: '', amount: '', eligible: '', deadline: '', link: '' }

/** What an editor writes: a post, or a call with its facts; now, at a time, or not yet. */
export function PostForm({ start, topics, label, save, pending, error }: { start: PostFacts; topics: readonly string[]; label: ReactNode; save: (post: PostFacts) => void; pending: boolean; error: unknown }) {
  const { t } = useLingui()
  const words = useNewsWords()
  const form = useRef<HTMLFormElement>(null)
  const [post, setPost] = useState(start)
  const [call, setCall] = useState(start.call ?? emptyCall)
  const [when, setWhen] = useState(start.published ? (Date.parse(start.at) > Date.now() ? 'planned' : 'out') : 'draft')
  const [local, setLocal] = useState(localOf(start.at))
  const [tried, setTried] = useState(false)
  const wrong: Readonly<Record<string, string>> = {
    ...(post.title.trim().length < 3 ? { title: t`Bitte geben Sie einen Titel an.` } : {}),
    ...(when === 'planned' && Number.isNaN(Date.parse(local)) ? { at: t`Bitte geben Sie an, wann der Beitrag erscheint.` } : {}),
    ...(post.kind === 'call' && call.link !== '' && !/^https?:\/\/\S+$/.test(call.link) ? { link: t`Eine Internetadresse beginnt mit https://` } : {}),
  }
  const said = (field: string) => (tried ? wrong[field] : undefined)
  const set = (change: Partial<PostFacts>) => setPost(before => ({ ...before, ...change }))
  const setFact = (change: Partial<CallFacts>) => setCall(before => ({ ...before, ...change }))
  const missing = Object.keys(wrong).length
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (missing > 0) return focusWrong(form.current!)
    const { call: _, ...rest } = post
    // What is out stays where it is in the list; what comes out now is the newest.
    const at = when === 'planned' ? new Date(local).toISOString() : start.published && Date.parse(start.at) <= Date.now() ? start.at : new Date().toISOString()
    save({ ...rest, published: when !== 'draft', at, ...(post.kind === 'call' ? { call } : {}) })
  }
  return (
    <form ref={form} noValidate onSubmit={submit} className={calm['form']}>
      {error !== null && error !== undefined && <Notice tone="bad" live>{words.fault(error)}</Notice>}
      {tried && <WrongCount count={missing} />}
      <Card title={<Trans>Inhalt</Trans>} icon="table">
        <Choices legend={<Trans>Was ist es?</Trans>} chosen={[post.kind]} onChange={([kind]) => set({ kind: kind === 'call' ? 'call' : 'post' })} options={[{ value: 'post', label: <Trans>Ein Beitrag</Trans> }, { value: 'call', label: <Trans>Eine Ausschreibung oder ein Förderaufruf</Trans> }]} />
        <TextInput size="md" required label={t`Titel`} maxLength={160} value={post.title} error={said('title')} onChange={event => set({ title: event.currentTarget.value })} />
        <Textarea size="md" autosize minRows={2} label={t`Worum es geht, in einem Satz`} description={t`Steht in der Liste, in der Suche und in der E-Mail.`} maxLength={400} value={post.teaser} onChange={event => set({ teaser: event.currentTarget.value.replaceAll('\n', ' ') })} />
        <Textarea size="md" autosize minRows={8} label={t`Text`} description={t`Eine leere Zeile trennt Absätze, ein Strich am Anfang macht eine Liste. Link: [Wörter](https://…)`} maxLength={12_000} value={post.text} onChange={event => set({ text: event.currentTarget.value })} />
        <TagsInput size="md" label={t`Themen`} description={t`Danach wählen Leserinnen und Leser aus, was sie bekommen. Mit der Eingabetaste übernehmen.`} maxTags={12} acceptValueOnBlur data={[...topics]} value={[...post.topics]} onChange={chosen => set({ topics: chosen.map(topic => topic.trim().slice(0, 60)).filter(topic => topic.length > 1) })} />
        <TextInput size="md" label={t`Von wem (Einrichtung)`} maxLength={160} value={post.author} onChange={event => set({ author: event.currentTarget.value })} />
        <RelatedField chosen={post.related} onChange={related => set({ related })} />
      </Card>
      {post.kind === 'call' && (
        <Card title={<Trans>Auf einen Blick</Trans>} icon="calendar">
          <TextInput size="md" label={t`Wer fördert`} maxLength={160} value={call.funder} onChange={event => setFact({ funder: event.currentTarget.value })} />
          <TextInput size="md" label={t`Wie viel`} placeholder={t`zum Beispiel bis zu 80.000 € je Vorhaben`} maxLength={160} value={call.amount} onChange={event => setFact({ amount: event.currentTarget.value })} />
          <Textarea size="md" autosize label={t`Wer sich bewerben kann`} maxLength={400} value={call.eligible} onChange={event => setFact({ eligible: event.currentTarget.value.replaceAll('\n', ' ') })} />
          <TextInput size="md" type="date" label={t`Frist`} description={t`Der letzte Tag; leer, wenn es keine gibt. Sie steht auch im Kalender.`} value={call.deadline} onChange={event => setFact({ deadline: event.currentTarget.value })} />
          <TextInput size="md" inputMode="url" label={t`Link zur Ausschreibung`} maxLength={500} value={call.link} error={said('link')} onChange={event => setFact({ link: event.currentTarget.value.trim() })} />
        </Card>
      )}
      <Card title={<Trans>Erscheinen</Trans>} icon="clock">
        <Choices legend={<Trans>Wann sollen es alle lesen können?</Trans>} chosen={[when]} onChange={([next = 'draft']) => setWhen(next)}
          options={[{ value: 'out', label: <Trans>Jetzt</Trans> }, { value: 'planned', label: <Trans>Zu einer Zeit</Trans> }, { value: 'draft', label: <Trans>Noch nicht: Entwurf</Trans> }]} />
        {when === 'planned' && <TextInput size="md" type="datetime-local" required label={t`Erscheint am`} value={local} error={said('at')} onChange={event => setLocal(event.currentTarget.value)} />}
        <div className={calm['actions']}><Button type="submit" size="md" loading={pending}>{label}</Button></div>
      </Card>
    </form>
  )
}

/** As a field for date and time takes it: at the editor's own clock. */
function localOf(instant: string): string {
  const at = new Date(instant)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
