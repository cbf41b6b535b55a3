import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { noteCase, outcomes, type Outcome } from '../../../client/introductions.ts'
import { Card } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useNetwork } from '../use-network.ts'
import { useIntroductionWords } from './use-introduction-words.ts'
import calm from '../../../shell/calm.module.css'

/** What came by telephone is written down by hand. */
export function NoteCase() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useIntroductionWords()
  const queries = useQueryClient()
  const today = new Date().toLocaleDateString('sv-SE')
  const empty = { title: '', day: today, from: '', to: '', note: '', outcome: '' as Outcome }
  const [open, setOpen] = useState(false)
  const [given, setGiven] = useState(empty)
  const set = (change: Partial<typeof given>) => setGiven(before => ({ ...before, ...change }))
  const save = useMutation({
    mutationFn: () => noteCase(network, { title: given.title.trim(), day: given.day, asker: { name: '', organization: given.from.trim() }, other: { name: '', organization: given.to.trim() }, note: given.note.trim(), outcome: given.outcome }),
    onSuccess: async () => {
      setGiven(empty)
      setOpen(false)
      await queries.invalidateQueries({ queryKey: ['network', network.slug] })
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    save.mutate()
  }
  if (!open) return <div><Button variant="default" onClick={() => setOpen(true)}><Trans>Fall von Hand eintragen</Trans></Button></div>
  return (
    <Card title={<Trans>Fall von Hand eintragen</Trans>} icon="phone">
      <form className={calm['form']} onSubmit={submit}>
        <TextInput size="md" required minLength={3} label={t`Worum ging es?`} maxLength={160} value={given.title} onChange={event => set({ title: event.currentTarget.value })} />
        <TextInput size="md" type="date" required label={t`Wann`} max={today} value={given.day} onChange={event => set({ day: event.currentTarget.value })} />
        <TextInput size="md" label={t`Wer hat gefragt? (Einrichtung)`} maxLength={160} value={given.from} onChange={event => set({ from: event.currentTarget.value })} />
        <TextInput size="md" label={t`Mit wem? (Einrichtung)`} maxLength={160} value={given.to} onChange={event => set({ to: event.currentTarget.value })} />
        <NativeSelect size="md" label={t`Was daraus wurde`} value={given.outcome} onChange={event => set({ outcome: event.currentTarget.value as Outcome })} data={outcomes.map(value => ({ value, label: words.outcome(value) }))} />
        <Textarea size="md" autosize minRows={2} label={t`Notiz`} maxLength={2000} value={given.note} onChange={event => set({ note: event.currentTarget.value })} />
        {save.isError && <Notice tone="bad" live>{words.fault(save.error)}</Notice>}
        <div className={calm['actions']}><Button type="submit" loading={save.isPending}><Trans>Eintragen</Trans></Button><Button variant="default" onClick={() => setOpen(false)}><Trans>Abbrechen</Trans></Button></div>
      </form>
    </Card>
  )
}
