import { Trans, useLingui } from '@lingui/react/macro'
import { insideOf, type Inside, type MeetingView, type Table } from '../../../client/meetings.ts'
import { Card } from '../../../shell/calm.tsx'
import { Empty } from '../../../shell/notice.tsx'
import { useNow } from '../../../shell/use-now.ts'
import { EntryForm } from './entry-form.tsx'
import { MeetingFrame, OnlyInside } from './meeting-frame.tsx'
import { RoundsPlan } from './rounds-plan.tsx'
import calm from '../../../shell/calm.module.css'
import classes from './meeting.module.css'

/** Rounds at tables: everybody meets as many others as possible, each table talks about one dimension, and what is said fills the matrix. */
export function RoundsPage() {
  const { t } = useLingui()
  return (
    <MeetingFrame title={t`Runden an Tischen`} wide>
      {view => {
        const inside = insideOf(view)
        if (inside === undefined) return <OnlyInside />
        return (
          <>
            <OwnTable view={view} inside={inside} />
            {view.editor && <RoundsPlan key={inside.dating.version} inside={inside} />}
            <AllRounds view={view} inside={inside} />
          </>
        )
      }}
    </MeetingFrame>
  )
}

function OwnTable({ view, inside }: { view: MeetingView; inside: Inside }) {
  const now = useNow(5_000)
  const { current, rounds, since, length } = inside.dating
  const tables = rounds[current - 1]
  const at = tables?.findIndex(({ people }) => view.you !== null && people.includes(view.you.id)) ?? -1
  const own = tables?.[at]
  if (own === undefined) return null
  const [round, all, table] = [current, rounds.length, at + 1]
  const left = since === '' ? 0 : Math.ceil(length - (now - Date.parse(since)) / 60_000)
  const others = own.people.filter(id => id !== view.you?.id).map(id => nameOf(inside, id))
  const dimension = view.dimensions.find(({ code }) => code === own.dimension)?.title ?? own.dimension
  return (
    <Card title={<Trans>Runde {round} von {all}: Tisch {table}</Trans>} icon="people" tone="brand">
      <p role="status"><strong>{left > 0 ? <Trans>noch {left} min</Trans> : <Trans>Zeit ist um</Trans>}</strong></p>
      <p><Trans>Sie sprechen mit: {others.join(', ')}</Trans></p>
      <p><Trans>Thema: {dimension}. Welches Projekt hilft dabei?</Trans></p>
      <EntryForm key={`${round} ${own.dimension}`} view={view} inside={inside} dimension={own.dimension} />
    </Card>
  )
}

function nameOf({ participants }: Inside, id: string): string {
  const found = participants.find(one => one.id === id)
  return found === undefined ? '–' : `${found.office} (${found.name})`
}

function AllRounds({ view, inside }: { view: MeetingView; inside: Inside }) {
  const { rounds, current } = inside.dating
  if (rounds.length === 0) return <Empty icon="people" title={<Trans>Noch keine Runden</Trans>}><Trans>Die Moderation plant sie, sobald klar ist, wer da ist.</Trans></Empty>
  return (
    <Card title={<Trans>Alle Runden</Trans>} icon="table">
      <ol className={classes['rounds']}>
        {rounds.map((tables, at) => {
          const number = at + 1
          return (
            <li key={number} data-current={number === current}>
              <h3><Trans>Runde {number}</Trans>{number === current && <span className={classes['now']}> · <Trans>läuft</Trans></span>}</h3>
              <ul className={classes['tables']}>{tables.map((table, index) => <li key={index}><OneTable view={view} inside={inside} table={table} number={index + 1} /></li>)}</ul>
            </li>
          )
        })}
      </ol>
    </Card>
  )
}

function OneTable({ view, inside, table: { people, dimension }, number }: { view: MeetingView; inside: Inside; table: Table; number: number }) {
  return (
    <>
      <strong><Trans>Tisch {number}</Trans>: {view.dimensions.find(({ code }) => code === dimension)?.title ?? dimension}</strong>
      <ul className={classes['plain']}>{people.map(id => <li key={id} className={id === view.you?.id ? classes['mine'] : calm['small']}>{nameOf(inside, id)}{id === view.you?.id && <> (<Trans>Sie</Trans>)</>}</li>)}</ul>
    </>
  )
}
