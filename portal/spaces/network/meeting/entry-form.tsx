import { Button, NativeSelect, Textarea } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { writeEntry, type EntryState, type Inside, type MeetingView } from '../../../client/meetings.ts'
import { Choices } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { ProjectField, projectOf, useUndertakingProjects } from './project-field.tsx'
import { useMeetingAgain, useMeetingPath } from './use-meeting.ts'
import { useMeetingWords } from './use-meeting-words.ts'
import calm from '../../../shell/calm.module.css'

const states: readonly EntryState[] = ['have', 'plan', 'helps']

/** What one's own office says of a project in a dimension: a cell of the matrix. Editors without an office of their own choose whose it is. */
export function EntryForm({ view, inside, dimension: given }: { view: MeetingView; inside: Inside; dimension?: string }) {
  const { t } = useLingui()
  const words = useMeetingWords()
  const again = useMeetingAgain()
  const { network, id } = useMeetingPath()
  const known = [...inside.matrix.map(({ project }) => project), ...useUndertakingProjects()]
  const own = view.you?.confirmed === true
  const [title, setTitle] = useState('')
  const [dimension, setDimension] = useState(given ?? view.dimensions[0]!.code)
  const [state, setState] = useState<EntryState>('have')
  const [note, setNote] = useState('')
  const [participant, setParticipant] = useState(inside.participants[0]?.id ?? '')
  const save = useMutation({
    mutationFn: () => writeEntry(network, id, { project: projectOf(title, known), dimension: given ?? dimension, state, note: note.trim(), ...(own ? {} : { participant }) }),
    onSuccess: async () => {
      setTitle('')
      setNote('')
      await again()
    },
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (title.trim() !== '') save.mutate()
  }
  if (!own && inside.participants.length === 0) return <p className={calm['dim']}><Trans>Noch nimmt niemand teil.</Trans></p>
  return (
    <form className={calm['form']} onSubmit={submit}>
      {!own && <NativeSelect size="md" label={t`Für welches Amt?`} value={participant} onChange={event => setParticipant(event.currentTarget.value)} data={inside.participants.map(one => ({ value: one.id, label: `${one.office} (${one.name})` }))} />}
      <ProjectField label={t`Projekt`} description={t`Wählen Sie eines aus der Liste, oder geben Sie ein neues ein.`} value={title} onChange={setTitle} known={known} />
      {given === undefined && <NativeSelect size="md" label={t`Dimension`} value={dimension} onChange={event => setDimension(event.currentTarget.value)} data={view.dimensions.map(one => ({ value: one.code, label: one.title }))} />}
      <Choices legend={<Trans>Bei uns</Trans>} chosen={[state]} onChange={([next]) => setState(next as EntryState)} options={states.map(one => ({ value: one, label: words.state(one) }))} />
      <Textarea size="md" label={t`Anmerkung (freiwillig)`} autosize minRows={2} maxLength={500} value={note} onChange={event => setNote(event.currentTarget.value)} />
      {save.isError && <Notice tone="bad" live>{words.fault(save.error)}</Notice>}
      {save.isSuccess && title === '' && <Notice tone="ok" live><Trans>Eingetragen.</Trans></Notice>}
      <div className={calm['actions']}><Button type="submit" size="md" disabled={title.trim() === ''} loading={save.isPending}><Trans>Eintragen</Trans></Button></div>
    </form>
  )
}
