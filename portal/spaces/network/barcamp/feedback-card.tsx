import { Button, Textarea } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState, type ReactNode } from 'react'
import { PortalFault } from '../../../client/request.ts'
import { Card, Choices } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useBarcampQueues } from './barcamp-queues.tsx'
import { useBarcampWords } from './use-barcamp-words.ts'
import calm from '../../../shell/calm.module.css'

/** How it was, of a session (its id) or of the whole event (''): without a name, once for each browser, the last counts. */
export function FeedbackCard({ place, legend }: { place: string; legend: ReactNode }) {
  const { t } = useLingui()
  const words = useBarcampWords()
  const { put, waiting, trouble } = useBarcampQueues().feedback
  const [stars, setStars] = useState<string>()
  const [text, setText] = useState('')
  const [sent, setSent] = useState(false)
  const isWaiting = waiting.some(one => one.place === place)
  const labels: readonly string[] = [t`1 – hat mir nichts gebracht`, '2', '3', '4', t`5 – hat mir sehr viel gebracht`]
  return (
    <Card title={<Trans>Rückmeldung</Trans>} icon="chart">
      <div role="status">
        {sent && !isWaiting && <Notice tone="ok"><Trans>Danke. Ihre Rückmeldung ist angekommen; bis Sie sie ändern, zählt sie einmal.</Trans></Notice>}
        {isWaiting && trouble === 'offline' && <Notice tone="warn"><Trans>Gespeichert und wird gesendet, sobald Sie wieder Netz haben.</Trans></Notice>}
        {isWaiting && trouble instanceof PortalFault && <Notice tone="bad">{words.fault(trouble)}</Notice>}
      </div>
      <form
        className={calm['form']}
        onSubmit={submitted => {
          submitted.preventDefault()
          if (stars === undefined) return
          put({ stars: Number(stars), text: text.trim() }, place)
          setSent(true)
        }}
      >
        <Choices legend={legend} hint={<Trans>Ohne Namen; nur die Veranstalter lesen es.</Trans>} chosen={stars === undefined ? [] : [stars]} onChange={([next]) => setStars(next)} options={labels.map((label, at) => ({ value: String(at + 1), label }))} />
        <Textarea label={t`Anmerkung (freiwillig)`} size="md" autosize minRows={2} maxLength={1000} value={text} onChange={change => setText(change.currentTarget.value)} />
        <div className={calm['actions']}><Button type="submit" disabled={stars === undefined}><Trans>Senden</Trans></Button></div>
      </form>
    </Card>
  )
}
