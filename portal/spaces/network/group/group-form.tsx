import { Button, Textarea, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import type { GroupFacts } from '../../../client/groups.ts'
import { Choices } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { listOf } from './list-of.ts'
import { useGroupFault } from './use-group.ts'
import calm from '../../../shell/calm.module.css'

/** A group's charter. `mayOpen`: whether its stage is shown; editors open a group. */
export function GroupForm({ start, label, mayOpen, save, pending, error }: { start: GroupFacts; label: ReactNode; mayOpen: boolean; save: (group: GroupFacts) => void; pending: boolean; error: unknown }) {
  const { t } = useLingui()
  const fault = useGroupFault()
  const [group, setGroup] = useState(start)
  const [topics, setTopics] = useState(start.topics.join(', '))
  const [tried, setTried] = useState(false)
  const field = (name: 'title' | 'purpose' | 'outside' | 'until') => ({ size: 'md' as const, value: group[name], onChange: (change: { currentTarget: { value: string } }) => setGroup({ ...group, [name]: change.currentTarget.value }) })
  const missing = (value: string): string | undefined => (tried && value.trim() === '' ? t`Bitte ausfüllen.` : undefined)
  const submit = (sent: SubmitEvent<HTMLFormElement>) => {
    sent.preventDefault()
    setTried(true)
    if (group.title.trim() !== '' && group.purpose.trim() !== '') save({ ...group, title: group.title.trim(), purpose: group.purpose.trim(), outside: group.outside.trim(), topics: listOf(topics, 12, 40) })
  }
  return (
    <form onSubmit={submit} className={calm['form']} noValidate>
      <TextInput {...field('title')} label={t`Name der Gruppe`} maxLength={120} error={missing(group.title)} />
      <Textarea {...field('purpose')} label={t`Wofür ist die Gruppe da?`} description={t`Woran merken alle, dass sie fertig ist?`} autosize minRows={3} maxLength={2000} error={missing(group.purpose)} />
      <Textarea {...field('outside')} label={t`Was gehört nicht dazu? (freiwillig)`} autosize minRows={2} maxLength={2000} />
      <TextInput {...field('until')} type="date" label={t`Bis wann? (freiwillig)`} />
      <TextInput size="md" label={t`Themen, mit Komma getrennt (freiwillig)`} maxLength={400} value={topics} onChange={change => setTopics(change.currentTarget.value)} />
      {mayOpen && (
        <Choices
          legend={<Trans>Stand</Trans>} chosen={[group.stage]} onChange={([stage]) => setGroup({ ...group, stage: stage as GroupFacts['stage'] })}
          options={[{ value: 'hidden', label: <Trans>In Vorbereitung</Trans>, hint: <Trans>Nur Mitglieder und die Redaktion sehen sie.</Trans> }, { value: 'open', label: <Trans>Öffentlich</Trans>, hint: <Trans>Alle sehen Auftrag, Termine und Ergebnisse und können anfragen.</Trans> }, { value: 'ended', label: <Trans>Abgeschlossen</Trans>, hint: <Trans>Alle sehen die Ergebnisse; niemand kommt mehr dazu.</Trans> }]}
        />
      )}
      {error !== null && error !== undefined && <Notice tone="bad" live>{fault(error)}</Notice>}
      <div className={calm['actions']}><Button type="submit" size="md" loading={pending}>{label}</Button></div>
    </form>
  )
}
