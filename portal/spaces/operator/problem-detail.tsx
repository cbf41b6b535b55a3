import { Button } from '@mantine/core'
import { Trans } from '@lingui/react/macro'
import type { Problem, RawMessage } from '@steckwerk/api/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { fetchMasked, replay } from '../../client/operator.ts'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import { RawMessageView } from './raw-message-view.tsx'
import { useReasons } from './reasons.ts'
import { RevealForm } from './reveal-form.tsx'
import classes from './problems.module.css'

export function ProblemDetail({ carrier, problem }: { carrier: string; problem: Problem }) {
  const queries = useQueryClient()
  const faultText = useFaultText()
  const reason = useReasons()
  const { dateTime, number } = useFormats()
  const head = useRef<HTMLHeadingElement>(null)
  // Clear text lives in this view only: never in a cache, gone as soon as another message is opened.
  const [clear, setClear] = useState<RawMessage | null>(null)
  const kept = problem.retainedUntil !== null
  const masked = useQuery({ queryKey: ['raw', carrier, problem.ref], queryFn: ({ signal }) => fetchMasked(carrier, problem.ref, signal), enabled: kept, staleTime: Infinity })
  const again = useMutation({
    mutationFn: () => replay(carrier, problem.ref),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['overview'] }),
  })
  useEffect(() => head.current?.focus(), [])
  const message = clear ?? masked.data
  const result = again.data
  return (
    <section className={classes['panel']} aria-labelledby="problem-head">
      <div className={classes['detailHead']}>
        <h2 id="problem-head" ref={head} tabIndex={-1}>{problem.messageType === '' ? <Trans>Nachricht</Trans> : problem.messageType}</h2>
        <Link to="/leitstand/fehler/$carrier" params={{ carrier }} search={{}} resetScroll={false} className={classes['back'] ?? ''}><Icon name="cross" /><Trans>Schließen</Trans></Link>
      </div>
      <dl className={classes['facts']}>
        <div><dt><Trans>Grund</Trans></dt><dd>{reason(problem)} <code>{problem.code}</code></dd></div>
        <div><dt><Trans>Eingegangen</Trans></dt><dd><time dateTime={problem.receivedAt}>{dateTime(problem.receivedAt)}</time></dd></div>
        <div><dt><Trans>Weg</Trans></dt><dd><Trans>Kanal {problem.channel} an {problem.connector}</Trans></dd></div>
        <div><dt><Trans>Kennung</Trans></dt><dd><code>{problem.ref}</code></dd></div>
        {message !== undefined && <div><dt><Trans>Zeichensatz</Trans></dt><dd>{message.charset}</dd></div>}
      </dl>
      <div className={classes['actions']}>
        <Button leftSection={<Icon name="replay" />} loading={again.isPending} disabled={!kept || result?.state === 'mapped'} onClick={() => again.mutate()}><Trans>Erneut verarbeiten</Trans></Button>
        {kept && clear === null && <RevealForm carrier={carrier} problem={problem} onReveal={setClear} />}
        {clear !== null && <Button variant="default" onClick={() => setClear(null)}><Trans>Wieder verdecken</Trans></Button>}
      </div>
      {result?.state === 'mapped' && (
        <Notice tone="ok" live action={<Button size="compact-sm" variant="default" onClick={() => void queries.invalidateQueries({ queryKey: ['problems', carrier] })}><Trans>Liste aktualisieren</Trans></Button>}>
          <Trans>Übersetzt. Erneut angewendete Nachrichten: {number(result.messages)}, geänderte Einträge: {number(result.changed)}.</Trans>
        </Notice>
      )}
      {result?.state === 'unmapped' && <Notice tone="warn" live><Trans>Noch immer nicht zu übersetzen:</Trans> {reason({ code: result.code ?? problem.code, text: result.text ?? '' })}</Notice>}
      {again.isError && <Notice tone="bad" live>{faultText(again.error)}</Notice>}
      {!kept && <Notice tone="quiet"><Trans>Der Inhalt wurde nach Ablauf der Frist gelöscht. Das sendende System kann die Nachricht neu schicken.</Trans></Notice>}
      {masked.isError && <Notice tone="bad" live>{faultText(masked.error)}</Notice>}
      {kept && masked.isPending && <Loading />}
      {message !== undefined && <RawMessageView message={message} />}
    </section>
  )
}
