import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Autocomplete, Button, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react'
import { addQuestion, changeQuestion, fetchAsked, fetchQuestions, refuseAsked, removeQuestion, type AskedQuestion, type Question, type QuestionFacts } from '../../../client/faq.ts'
import { Card, Choices, Column, ConfirmInPlace, Item } from '../../../shell/calm.tsx'
import { focusWrong } from '../../../shell/focus-wrong.ts'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice, Tag } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackToEditor } from '../editor/back-to-editor.tsx'
import { ForEditors } from '../news/edit-post-page.tsx'
import { useNewsWords } from '../news/use-news-words.ts'
import { useNetwork } from '../use-network.ts'
import calm from '../../../shell/calm.module.css'

const empty: QuestionFacts = { question: '', answer: '', topic: '', published: true }

/** Questions that visitors asked, and all that are answered. */
export function FaqEditorPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useNewsWords()
  const found = useQuery({ queryKey: ['network', network.slug, 'questions', ''], queryFn: ({ signal }) => fetchQuestions(network, '', signal), enabled: network.editor })
  const asked = useQuery({ queryKey: ['network', network.slug, 'asked'], queryFn: ({ signal }) => fetchAsked(network, signal), enabled: network.editor })
  const [adding, setAdding] = useState(false)
  const topics = [...new Set(found.data?.questions.map(({ topic }) => topic).filter(topic => topic !== ''))]
  return (
    <Column>
      <PageHead title={t`Fragen bearbeiten`} above={<BackToEditor />} />
      {!network.editor && <ForEditors />}
      {(found.isError || asked.isError) && <Notice tone="bad" live>{words.fault(found.error ?? asked.error)}</Notice>}
      {network.editor && (found.isPending || asked.isPending) && <Loading />}
      {asked.data !== undefined && asked.data.asked.length > 0 && (
        <Card title={<Trans>Gefragt und noch nicht beantwortet</Trans>} icon="help" tone="brand">
          <ul className={calm['list']}>{asked.data.asked.map(one => <li key={one.id}><Asked one={one} topics={topics} /></li>)}</ul>
        </Card>
      )}
      {found.data !== undefined && (
        <Card title={<Trans>Alle Fragen</Trans>} icon="table">
          {adding ? <Add topics={topics} start={empty} done={() => setAdding(false)} /> : <div className={calm['actions']}><Button size="md" onClick={() => setAdding(true)}><Trans>Neue Frage</Trans></Button></div>}
          <ul className={calm['list']}>{found.data.questions.map(one => <li key={`${one.id} ${one.version}`}><Known one={one} topics={topics} /></li>)}</ul>
        </Card>
      )}
    </Column>
  )
}

function useAgain(): () => Promise<void> {
  const network = useNetwork()
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: ['network', network.slug] })
}

function Asked({ one, topics }: { one: AskedQuestion; topics: readonly string[] }) {
  const network = useNetwork()
  const { date } = useFormats()
  const again = useAgain()
  const [answering, setAnswering] = useState(false)
  const refuse = useMutation({ mutationFn: () => refuseAsked(network, one.id), onSuccess: again })
  if (answering) return <Add topics={topics} start={{ ...empty, question: one.question.replaceAll('\n', ' ').slice(0, 300) }} asked={one} done={() => setAnswering(false)} />
  return (
    <>
      <Item name={one.question}><span className={calm['small']}>{date(one.at)} · {one.answerable ? <Trans>möchte Bescheid bekommen</Trans> : <Trans>ohne Adresse</Trans>}</span></Item>
      <div className={calm['actions']}>
        <Button size="compact-md" onClick={() => setAnswering(true)}><Trans>Beantworten</Trans></Button>
        <ConfirmInPlace label={<Trans>Verwerfen</Trans>} title={<Trans>Die Frage wird gelöscht, ohne Antwort.</Trans>} confirm={<Trans>Ja, verwerfen</Trans>} run={() => refuse.mutate()} pending={refuse.isPending} error={refuse.error} />
      </div>
    </>
  )
}

function Add({ start, topics, asked, done }: { start: QuestionFacts; topics: readonly string[]; asked?: AskedQuestion; done: () => void }) {
  const network = useNetwork()
  const again = useAgain()
  const add = useMutation({ mutationFn: (question: QuestionFacts) => addQuestion(network, question, asked?.id), onSuccess: async () => { await again(); done() } })
  return (
    <>
      {asked?.answerable === true && <Notice tone="quiet"><Trans>Wer gefragt hat, bekommt beim Veröffentlichen den Link zur Antwort; danach wird die Adresse gelöscht. Als Entwurf gespeichert, bleibt die Anfrage hier stehen.</Trans></Notice>}
      <QuestionForm start={start} topics={topics} label={<Trans>Speichern</Trans>} save={question => add.mutate(question)} cancel={done} pending={add.isPending} error={add.error} />
    </>
  )
}

function Known({ one, topics }: { one: Question; topics: readonly string[] }) {
  const network = useNetwork()
  const again = useAgain()
  const [editing, setEditing] = useState(false)
  const { helped = 0, notHelped = 0 } = one
  const save = useMutation({ mutationFn: (question: QuestionFacts) => changeQuestion(network, one.id, one.version!, question), onSuccess: again })
  const remove = useMutation({ mutationFn: () => removeQuestion(network, one.id), onSuccess: again })
  if (editing) {
    return (
      <>
        <QuestionForm start={{ question: one.question, answer: one.answer ?? '', topic: one.topic, published: one.published }} topics={topics} label={<Trans>Speichern</Trans>} save={question => save.mutate(question)} cancel={() => setEditing(false)} pending={save.isPending} error={save.error} />
        <ConfirmInPlace label={<Trans>Frage löschen</Trans>} title={<Trans>Frage und Antwort werden gelöscht.</Trans>} confirm={<Trans>Ja, löschen</Trans>} run={() => remove.mutate()} pending={remove.isPending} error={remove.error} />
      </>
    )
  }
  return (
    <Item name={one.question} tag={!one.published && <Tag tone="warn"><Trans>Entwurf</Trans></Tag>} actions={<Button size="compact-md" variant="default" onClick={() => setEditing(true)}><Trans>Bearbeiten</Trans></Button>}>
      <span className={calm['small']}>{[one.topic].filter(part => part !== '').join('')}{helped + notHelped > 0 && <> · <Plural value={helped} _0="niemandem geholfen" one="einmal geholfen" other="#-mal geholfen" />, <Plural value={notHelped} _0="nie nicht" one="einmal nicht" other="#-mal nicht" /></>}</span>
    </Item>
  )
}

function QuestionForm({ start, topics, label, save, cancel, pending, error }: { start: QuestionFacts; topics: readonly string[]; label: ReactNode; save: (question: QuestionFacts) => void; cancel: () => void; pending: boolean; error: unknown }) {
  const { t } = useLingui()
  const words = useNewsWords()
  const form = useRef<HTMLFormElement>(null)
  const [question, setQuestion] = useState(start)
  const [tried, setTried] = useState(false)
  const wrong = question.question.trim().length < 5 ? t`Bitte schreiben Sie die Frage auf.` : undefined
  const set = (change: Partial<QuestionFacts>) => setQuestion(before => ({ ...before, ...change }))
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (wrong !== undefined) return focusWrong(form.current!)
    save(question)
  }
  return (
    <form ref={form} noValidate onSubmit={submit} className={calm['form']}>
      <TextInput size="md" required label={t`Frage`} maxLength={300} value={question.question} error={tried ? wrong : undefined} onChange={event => set({ question: event.currentTarget.value })} />
      <Textarea size="md" autosize minRows={4} label={t`Antwort`} description={t`Eine leere Zeile trennt Absätze, ein Strich am Anfang macht eine Liste. Link: [Wörter](https://…)`} maxLength={6000} value={question.answer} onChange={event => set({ answer: event.currentTarget.value })} />
      <Autocomplete size="md" label={t`Thema`} maxLength={60} data={[...topics]} value={question.topic} onChange={topic => set({ topic })} />
      <Choices legend={<Trans>Sichtbar</Trans>} chosen={[question.published ? 'out' : 'draft']} onChange={([next]) => set({ published: next === 'out' })} options={[{ value: 'out', label: <Trans>Für alle</Trans> }, { value: 'draft', label: <Trans>Noch nicht: Entwurf</Trans> }]} />
      {error !== null && error !== undefined && <Notice tone="bad" live>{words.fault(error)}</Notice>}
      <div className={calm['actions']}><Button type="submit" size="md" loading={pending}>{label}</Button><Button size="md" variant="default" onClick={cancel}><Trans>Abbrechen</Trans></Button></div>
    </form>
  )
}
