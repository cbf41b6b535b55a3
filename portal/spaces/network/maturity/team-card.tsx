import { Button, Textarea } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchAssessment, setTeam, type AssessmentPage } from '../../../client/maturity.ts'
import { Card } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useMaturityFault } from './use-maturity-fault.ts'
import classes from './maturity.module.css'

/** Who assesses: changed as long as the assessment is open. */
export function TeamCard({ network, office, page }: { network: string; office: string; page: AssessmentPage }) {
  const { t } = useLingui()
  const fault = useMaturityFault()
  const queries = useQueryClient()
  const [team, setLines] = useState(page.team.join('\n'))
  const save = useMutation({
    // Answers saved meanwhile have raised the version; they are another part of it.
    mutationFn: async () => {
      const { version } = await fetchAssessment(network, office, page.id, 'de')
      return setTeam(network, office, page.id, version, team.split('\n').map(line => line.trim()).filter(line => line !== ''))
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['maturity', network, 'office', office] }),
  })
  return (
    <Card title={<Trans>Team</Trans>} icon="people">
      <form className={classes['form']} onSubmit={event => { event.preventDefault(); save.mutate() }}>
        <Textarea label={t`Wer mit einschätzt`} description={t`Eine Person oder Aufgabe je Zeile.`} value={team} onChange={event => setLines(event.currentTarget.value)} autosize minRows={2} />
        {save.isError && <Notice tone="bad" live>{fault(save.error)}</Notice>}
        {save.isSuccess && <Notice tone="ok" live><Trans>Gespeichert.</Trans></Notice>}
        <div className={classes['actions']}><Button type="submit" variant="default" loading={save.isPending}><Trans>Team speichern</Trans></Button></div>
      </form>
    </Card>
  )
}
