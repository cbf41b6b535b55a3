import { Button, NativeSelect, Textarea } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { EmergencyReview, ReviewOutcome } from '@steckwerk/api/contract/people'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchReviews, reviewEmergency } from '../../client/emergency.ts'
import { Choices } from '../../shell/calm.tsx'
import { DataTable } from '../../shell/data-table.tsx'
import { useFormats } from '../../shell/format.ts'
import { HelpNote } from '../../shell/help-note.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useCarrier } from './carrier-space.tsx'
import { Detail } from './detail.tsx'
import { useAct } from './use-act.ts'
import { useCarrierFault } from './use-carrier-fault.ts'
import classes from './carrier.module.css'

const shortestNote = 3

/** Emergency accesses: each is looked at once by somebody else. */
export function ReviewsPage() {
  const { t } = useLingui()
  const { slug, name } = useCarrier()
  const { number } = useFormats()
  const fault = useCarrierFault()
  const [state, setState] = useState<'open' | 'done'>('open')
  const [open, setOpen] = useState<string | null>(null)
  const pages = useInfiniteQuery({
    queryKey: ['reviews', slug, state], queryFn: ({ pageParam, signal }) => fetchReviews(slug, state, pageParam, signal), initialPageParam: null as string | null, getNextPageParam: page => page.next,
  })
  const reviews = pages.data?.pages.flatMap(page => page.reviews) ?? []
  const shown = reviews.find(({ id }) => id === open)
  const waiting = pages.data?.pages[0]?.open ?? 0
  return (
    <div className={classes['page']}>
      <PageHead title={t`Notfallzugriffe prüfen`} above={name} beside={pages.isSuccess ? <Tag tone={waiting === 0 ? 'ok' : 'warn'}><Trans>{number(waiting)} zu prüfen</Trans></Tag> : undefined} />
      <HelpNote><p><Trans>Im Notfall darf der ärztliche Dienst mit einer Begründung eine Akte öffnen, für die sonst kein Behandlungsbezug besteht. Jeder solche Zugriff steht im Protokoll, auch für die Patientin oder den Patienten, und wird hier von jemand anderem geprüft. Namen von Behandelten sehen Sie dabei nicht.</Trans></p></HelpNote>
      <div className={classes['split']} data-open={shown !== undefined}>
        <section className={classes['panel']} aria-label={t`Liste`}>
          <div className={`${classes['toolbar']} screen-only`} role="search"><NativeSelect label={t`Zeigen`} value={state} onChange={event => { setState(event.currentTarget.value as 'open' | 'done'); setOpen(null) }} data={[{ value: 'open', label: t`zu prüfen` }, { value: 'done', label: t`geprüft` }]} /></div>
          {pages.isError && <Notice tone="bad" live>{fault(pages.error)}</Notice>}
          {pages.isPending && <Loading />}
          {pages.isSuccess && reviews.length === 0 && (state === 'open'
            ? <Empty icon="check" title={<Trans>Nichts zu prüfen</Trans>}><Trans>Wenn jemand einen Notfallzugriff nutzt, steht er sofort hier.</Trans></Empty>
            : <Empty icon="eye" title={<Trans>Noch keiner geprüft</Trans>}><Trans>Geprüfte Zugriffe stehen hier mit Ergebnis und Vermerk.</Trans></Empty>)}
          {reviews.length > 0 && <ReviewTable reviews={reviews} open={open} onOpen={setOpen} />}
          {pages.hasNextPage && <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}><Trans>Ältere laden</Trans></Button>}
        </section>
        {shown !== undefined && <Review key={shown.id} carrier={slug} review={shown} onClose={() => setOpen(null)} />}
      </div>
    </div>
  )
}

function ReviewTable({ reviews, open, onOpen }: { reviews: readonly EmergencyReview[]; open: string | null; onOpen: (id: string) => void }) {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  return (
    <DataTable
      caption={t`Notfallzugriffe, neueste zuerst`} rows={reviews} rowKey={({ id }) => id} current={({ id }) => id === open}
      columns={[
        { key: 'who', head: t`Wer`, names: true, cell: ({ id, name }) => <button type="button" className={classes['rowLink']} aria-expanded={id === open} onClick={() => onOpen(id)}>{name}</button> },
        { key: 'when', head: t`Wann`, wide: true, cell: ({ grantedAt }) => dateTime(grantedAt) },
        { key: 'reason', head: t`Begründung`, wide: true, width: '40%', cell: ({ reason }) => reason },
        { key: 'outcome', head: t`Ergebnis`, wide: true, cell: ({ outcome }) => <Outcome outcome={outcome} /> },
      ]}
    />
  )
}

function Outcome({ outcome }: { outcome: EmergencyReview['outcome'] }) {
  if (outcome === null) return <Tag tone="warn" icon="clock"><Trans>offen</Trans></Tag>
  return outcome === 'justified' ? <Tag tone="ok"><Trans>begründet</Trans></Tag> : <Tag tone="bad"><Trans>nicht begründet</Trans></Tag>
}

function Review({ carrier, review, onClose }: { carrier: string; review: EmergencyReview; onClose: () => void }) {
  const { t } = useLingui()
  const { dateTime, number } = useFormats()
  const fault = useCarrierFault()
  const [outcome, setOutcome] = useState('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const decide = useAct(() => reviewEmergency(carrier, review.id, { outcome: outcome as ReviewOutcome['outcome'], note: note.trim() }), ['reviews', carrier], t`Die Prüfung ist festgehalten.`, onClose)
  const lacksNote = outcome === 'not-justified' && note.trim().length < shortestNote
  const { name } = review
  const reviewer = review.reviewedBy ?? ''
  return (
    <Detail title={<Trans>Zugriff von {name}</Trans>} onClose={onClose}>
      <dl className={classes['facts']}>
        <div><dt><Trans>Begründung</Trans></dt><dd>{review.reason}</dd></div>
        <div><dt><Trans>Von</Trans></dt><dd>{dateTime(review.grantedAt)}</dd></div>
        <div><dt><Trans>Bis</Trans></dt><dd>{dateTime(review.endsAt)}</dd></div>
        <div><dt><Trans>Akte</Trans></dt><dd>{review.patient ?? <Trans>keine geöffnet, nur gesucht</Trans>}</dd></div>
        <div><dt><Trans>Suchen</Trans></dt><dd>{number(review.searches)}</dd></div>
        {review.outcome !== null && <div><dt><Trans>Ergebnis</Trans></dt><dd><Outcome outcome={review.outcome} /> <Trans>geprüft von {reviewer}</Trans>{review.reviewedAt === null ? '' : `, ${dateTime(review.reviewedAt)}`}</dd></div>}
        {review.note !== null && review.note !== '' && <div><dt><Trans>Vermerk</Trans></dt><dd>{review.note}</dd></div>}
      </dl>
      {review.outcome === null && (
        <form className={classes['form']} noValidate onSubmit={event => { event.preventDefault(); setTried(true); if (outcome !== '' && !lacksNote) decide.mutate(undefined) }}>
          <Choices
            legend={<Trans>Ergebnis</Trans>} chosen={[outcome]} onChange={([next]) => setOutcome(next ?? '')} {...(tried && outcome === '' ? { wrong: t`Wählen Sie ein Ergebnis.` } : {})}
            options={[{ value: 'justified', label: <Trans>Begründet</Trans>, hint: <Trans>Der Zugriff war für die Behandlung nötig.</Trans> }, { value: 'not-justified', label: <Trans>Nicht begründet</Trans>, hint: <Trans>Vermerk nötig. Das Weitere regelt Ihr Haus; der Zugriff bleibt im Protokoll.</Trans> }]}
          />
          <Textarea label={t`Vermerk`} value={note} onChange={event => setNote(event.currentTarget.value)} maxLength={1000} autosize minRows={2} error={tried && lacksNote ? t`Bitte schreiben Sie einen Vermerk (mindestens 3 Zeichen).` : undefined} />
          {decide.trouble !== null && <Notice tone="bad" live>{fault(decide.trouble)}</Notice>}
          <div><Button type="submit" loading={decide.isPending}><Trans>Prüfung festhalten</Trans></Button></div>
          <p className={classes['small']}><Trans>Eine Prüfung lässt sich nicht ändern.</Trans></p>
        </form>
      )}
    </Detail>
  )
}
