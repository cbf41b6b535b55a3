import { Button, NativeSelect } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Duplicate, DuplicateBand, DuplicateStatus } from '@steckwerk/api/contract/duplicates'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchDuplicates } from '../../client/duplicates.ts'
import { DataTable } from '../../shell/data-table.tsx'
import { useFormats } from '../../shell/format.ts'
import { HelpNote } from '../../shell/help-note.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useCarrier } from './carrier-space.tsx'
import { DuplicatePair } from './duplicate-pair.tsx'
import { DuplicateQualityPanel } from './duplicate-quality.tsx'
import { useCarrierFault } from './use-carrier-fault.ts'
import classes from './carrier.module.css'

/** Who may stand here twice: the likeliest first. */
export function DuplicatesPage() {
  const { t } = useLingui()
  const { slug, name } = useCarrier()
  const { number } = useFormats()
  const fault = useCarrierFault()
  const [status, setStatus] = useState<DuplicateStatus>('open')
  const [band, setBand] = useState<DuplicateBand | ''>('')
  const [open, setOpen] = useState<Duplicate | null>(null)
  const pages = useInfiniteQuery({
    queryKey: ['duplicates', slug, 'list', status, band], queryFn: ({ pageParam, signal }) => fetchDuplicates(slug, { status, band }, pageParam, signal),
    initialPageParam: null as string | null, getNextPageParam: page => page.next,
  })
  const pairs = pages.data?.pages.flatMap(page => page.duplicates) ?? []
  const waiting = pages.data?.pages[0]?.open ?? 0
  // What was decided leaves the list, and stays open until it is closed: there its undo stands.
  const shown = open === null ? undefined : pairs.find(({ id, status: now }) => id === open.id && now === open.status) ?? open
  return (
    <div className={classes['page']}>
      <PageHead title={t`Dubletten`} above={name} beside={pages.isSuccess ? <Tag tone={waiting === 0 ? 'ok' : 'warn'}><Trans>{number(waiting)} zu prüfen</Trans></Tag> : undefined} />
      <HelpNote>
        <p><Trans>Hier stehen Paare von Akten, die vielleicht denselben Menschen meinen. Die Punkte sagen, wie stark die Angaben dafür sprechen: Je zehn Punkte mehr machen es etwa tausendmal wahrscheinlicher.</Trans></p>
        <p><Trans>Zusammenführen lässt sich zurücknehmen. Im Zweifel lassen Sie ein Paar stehen und fragen nach.</Trans></p>
      </HelpNote>
      <div className={classes['split']} data-open={shown !== undefined} data-wide="">
        <section className={classes['panel']} aria-label={t`Liste`}>
          <div className={`${classes['toolbar']} screen-only`} role="search">
            <NativeSelect label={t`Zeigen`} value={status} onChange={event => { setStatus(event.currentTarget.value as DuplicateStatus); setOpen(null) }} data={[{ value: 'open', label: t`zu prüfen` }, { value: 'merged', label: t`zusammengeführt` }, { value: 'distinct', label: t`verschiedene Personen` }, { value: 'unmerged', label: t`wieder getrennt` }]} />
            <NativeSelect label={t`Wie sicher`} value={band} onChange={event => setBand(event.currentTarget.value as DuplicateBand | '')} data={[{ value: '', label: t`alle` }, { value: 'certain', label: t`so gut wie sicher` }, { value: 'review', label: t`unklar` }]} />
          </div>
          {pages.isError && <Notice tone="bad" live>{fault(pages.error)}</Notice>}
          {pages.isPending && <Loading />}
          {pages.isSuccess && pairs.length === 0 && (status === 'open'
            ? <Empty icon="check" title={<Trans>Nichts zu prüfen</Trans>}><Trans>Neue und geänderte Akten werden laufend verglichen. Was sich ähnlich ist, erscheint hier.</Trans></Empty>
            : <Empty icon="people" title={<Trans>Keine</Trans>}><Trans>So ist noch kein Paar entschieden worden.</Trans></Empty>)}
          {pairs.length > 0 && <PairTable pairs={pairs} open={shown?.id} onOpen={setOpen} />}
          {pages.hasNextPage && <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}><Trans>Weitere laden</Trans></Button>}
        </section>
        {shown !== undefined && <DuplicatePair key={shown.id} carrier={slug} pair={shown} onChange={setOpen} onClose={() => setOpen(null)} />}
      </div>
      <DuplicateQualityPanel carrier={slug} />
    </div>
  )
}

function PairTable({ pairs, open, onOpen }: { pairs: readonly Duplicate[]; open: string | undefined; onOpen: (pair: Duplicate) => void }) {
  const { t } = useLingui()
  const { number, date } = useFormats()
  const born = (day: string) => day === '' ? t`Geburtsdatum fehlt` : date(day)
  return (
    <DataTable
      caption={t`Paare, das wahrscheinlichste zuerst`} rows={pairs} rowKey={({ id }) => id} current={({ id }) => id === open}
      columns={[
        { key: 'who', head: t`Paar`, names: true, width: '52%', cell: pair => (
          <button type="button" className={classes['rowLink']} aria-expanded={pair.id === open} onClick={() => onOpen(pair)}>
            {pair.left.name}, {born(pair.left.birthDate)}<br />{pair.right.name}, {born(pair.right.birthDate)}
          </button>
        ) },
        { key: 'weight', head: t`Punkte`, end: true, cell: ({ weight }) => number(Math.round(weight * 10) / 10) },
        { key: 'band', head: t`Wie sicher`, wide: true, cell: ({ band, caution }) => caution !== undefined ? <Tag tone="warn"><Trans>Vorsicht</Trans></Tag> : band === 'certain' ? <Tag tone="ok"><Trans>so gut wie sicher</Trans></Tag> : <Tag tone="quiet"><Trans>unklar</Trans></Tag> },
      ]}
    />
  )
}
