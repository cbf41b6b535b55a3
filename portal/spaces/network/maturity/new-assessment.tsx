import { Button, TextInput, Textarea } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { startAssessment, type AssessmentKind, type OfficePage } from '../../../client/maturity.ts'
import { Choices } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useMaturityFault } from './use-maturity-fault.ts'
import { useMaturityWords } from './use-maturity-words.ts'
import classes from './maturity.module.css'

export function NewAssessment({ network, office }: { network: string; office: OfficePage }) {
  const { t } = useLingui()
  const fault = useMaturityFault()
  const words = useMaturityWords()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const models = office.models.filter(({ offered }) => offered)
  const [today] = useState(() => new Date().toISOString().slice(0, 10))
  const [model, setModel] = useState(models.find(({ id }) => id === office.assessments[0]?.model)?.id ?? models[0]?.id ?? '')
  const [kind, setKind] = useState<AssessmentKind>(office.assessments.some(one => one.kind === 'yearly' && one.day.startsWith(today.slice(0, 4))) ? 'interim' : 'yearly')
  const [day, setDay] = useState(today)
  const [team, setTeam] = useState(office.assessments[0]?.team.join('\n') ?? '')
  const start = useMutation({
    mutationFn: () => startAssessment(network, office.id, { model, kind, day, team: team.split('\n').map(line => line.trim()).filter(line => line !== '') }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['maturity', network, 'office', office.id] })
      await navigate({ to: '/netz/$network/reifegrad/$office/$assessment', params: { network, office: office.id, assessment: id } })
    },
  })
  if (!open) return <div className={classes['actions']}><Button onClick={() => setOpen(true)}><Trans>Neue Einschätzung</Trans></Button></div>
  return (
    <form className={classes['form']} onSubmit={event => { event.preventDefault(); if (day !== '') start.mutate() }}>
      <Choices legend={<Trans>Modell</Trans>} chosen={[model]} onChange={([next]) => setModel(next ?? model)} options={models.map(({ id, title, source }) => ({ value: id, label: title, hint: source }))} />
      <Choices legend={<Trans>Art</Trans>} chosen={[kind]} onChange={([next]) => setKind(next as AssessmentKind)} options={[{ value: 'yearly', label: words.kind('yearly'), hint: t`Einmal im Jahr. Zählt für den Vergleich mit anderen.` }, { value: 'interim', label: words.kind('interim'), hint: t`Zwischen zwei Jahren, für Ihre Ziele.` }]} />
      <TextInput type="date" label={t`Stand am`} max={today} value={day} onChange={event => setDay(event.currentTarget.value)} required maw="14rem" />
      <Textarea label={t`Team`} description={t`Wer mit einschätzt, eine Person oder Aufgabe je Zeile.`} value={team} onChange={event => setTeam(event.currentTarget.value)} autosize minRows={2} />
      {start.isError && <Notice tone="bad" live>{fault(start.error)}</Notice>}
      <div className={classes['actions']}>
        <Button type="submit" loading={start.isPending}><Trans>Beginnen</Trans></Button>
        <Button variant="default" onClick={() => setOpen(false)}><Trans>Abbrechen</Trans></Button>
      </div>
    </form>
  )
}
