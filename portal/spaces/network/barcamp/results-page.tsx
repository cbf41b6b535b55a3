import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { fetchAllNotes, type Barcamp, type Note, type Pitch } from '../../../client/barcamp.ts'
import { inProgramme } from '../../../client/barcamp-event.ts'
import { fetchUndertakings, type UndertakingCard } from '../../../client/undertakings.ts'
import { Card } from '../../../shell/calm.tsx'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { PageFault } from '../page-fault.tsx'
import { useUndertakingWords } from '../undertaking/use-undertaking-words.ts'
import { useNetwork } from '../use-network.ts'
import { BarcampNav } from './barcamp-nav.tsx'
import { Programme } from './programme.tsx'
import { useBarcampWords } from './use-barcamp-words.ts'
import { useBarcamp, useBarcampPath, useLiveBarcamp } from './use-barcamp.ts'
import calm from '../../../shell/calm.module.css'
import classes from './barcamp.module.css'

/** What came of the sessions, and once the event is over all that is left of it: programme, results, notes; to be printed. */
export function ResultsPage() {
  const { t } = useLingui()
  const words = useBarcampWords()
  const network = useNetwork()
  const { event: id, service } = useBarcampPath()
  useLiveBarcamp()
  const barcamp = useBarcamp()
  const notes = useQuery({ queryKey: ['barcamp', network.slug, id, 'notes', 'all'], queryFn: ({ signal }) => fetchAllNotes(service, id, signal) })
  const undertakings = useQuery({ queryKey: ['network', network.slug, 'undertakings', 'all'], queryFn: ({ signal }) => fetchUndertakings(network, signal) })
  const [open, setOpen] = useState(false)
  if (barcamp.isError && barcamp.data === undefined) return <PageFault error={barcamp.error} text={words.fault(barcamp.error)} />
  if (barcamp.data === undefined) return <Loading />
  const { event, editor } = barcamp.data
  const ended = event.stage === 'ended'
  const took = inProgramme(event, barcamp.data.pitches)
  const byPitch = Map.groupBy(notes.data?.notes ?? [], ({ pitch }) => pitch)
  const bySession = Map.groupBy((undertakings.data?.undertakings ?? []).filter(({ origin }) => origin?.kind === 'session'), ({ origin }) => origin!.id)
  const shown = open ? took.filter(({ id: pitch, outcome }) => outcome === '' && !bySession.has(pitch)) : took
  return (
    <div className={classes['results']}>
      <PageHead
        title={ended ? t`Was daraus wurde` : t`Ergebnisse`} above={event.title} lead={words.event(event)}
        beside={<div className="screen-only"><button type="button" className={calm['button']} data-look="quiet" onClick={() => print()}><Icon name="printer" /><Trans>Drucken</Trans></button></div>}
      />
      <BarcampNav barcamp={barcamp.data} />
      {[notes, undertakings].map((query, at) => query.isError && <Notice key={at} tone="bad" live>{words.fault(query.error)}</Notice>)}
      {editor && took.length > 0 && <label className={`${calm['choice']} screen-only`}><input type="checkbox" checked={open} onChange={change => setOpen(change.currentTarget.checked)} /><span><Trans>Nur Sitzungen ohne Ergebnis zeigen</Trans></span></label>}
      {shown.length === 0
        ? <Empty icon="forward" title={took.length === 0 ? <Trans>Noch keine Ergebnisse</Trans> : <Trans>Alle Sitzungen haben ein Ergebnis</Trans>}>{took.length === 0 ? <Trans>Sobald es ein Programm gibt, stehen hier die Sitzungen mit dem, was daraus wurde.</Trans> : <Trans>Zu jeder steht fest, was daraus wird.</Trans>}</Empty>
        : shown.map(pitch => <Outcome key={pitch.id} barcamp={barcamp.data} pitch={pitch} notes={byPitch.get(pitch.id) ?? []} undertakings={bySession.get(pitch.id) ?? []} />)}
      {ended && took.length > 0 && <section className={`${classes['sheet']} print-only`} aria-label={t`Programm`}><Programme barcamp={barcamp.data} /></section>}
    </div>
  )
}

function Outcome({ barcamp, pitch: { id, title, hosts, cell, outcome }, notes, undertakings }: { barcamp: Barcamp; pitch: Pitch; notes: readonly Note[]; undertakings: readonly UndertakingCard[] }) {
  const words = useBarcampWords()
  const undertakingWords = useUndertakingWords()
  const { network } = useBarcampPath()
  return (
    <Card title={<Link to="/netz/$network/barcamp/$event/sitzung/$pitch" params={{ network, event: barcamp.id, pitch: id }}>{title}</Link>} beside={outcome === '' && undertakings.length === 0 && <Tag tone="quiet"><Trans>Noch ohne Ergebnis</Trans></Tag>}>
      <p className={calm['small']}>{[hosts.join(', '), cell === undefined ? '' : words.cell(barcamp.event, cell)].filter(part => part !== '').join(' · ')}</p>
      {outcome !== '' && <p className={classes['about']}><strong>{outcome}</strong></p>}
      {undertakings.length > 0 && <ul className={calm['list']}>{undertakings.map(one => <li key={one.id}><Icon name="forward" /> <Link to="/netz/$network/vorhaben/$undertaking" params={{ network, undertaking: one.id }}>{one.title}</Link> · {undertakingWords.stage(one.stage)}</li>)}</ul>}
      {notes.length > 0 && <ul className={classes['notes']}>{notes.map(note => <li key={note.id} className={classes['about']}>{note.text}{note.by !== '' && <span className={calm['small']}> –{'\u00a0'}{note.by}</span>}</li>)}</ul>}
    </Card>
  )
}
