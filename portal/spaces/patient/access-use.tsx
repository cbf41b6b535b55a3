import { Trans } from '@lingui/react/macro'
import type { AccessUse } from '@steckwerk/api/contract/audit'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchAccessEntries, type LogOf } from '../../client/access-log.ts'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { Loading } from '../../shell/loading.tsx'
import { Notice, Tag } from '../../shell/notice.tsx'
import { useRoleWords } from '../../shell/role-words.ts'
import { useTypeWords } from '../../shell/type-words.ts'
import { useAccessWords } from './use-access-words.ts'
import classes from './patient.module.css'

const emergencies = ['ETREAT', 'BTG']

/** One line of the log; opened, every single access. */
export function UseLine({ of, use }: { of: LogOf; use: AccessUse }) {
  const { dateTime, time } = useFormats()
  const words = useAccessWords()
  const roles = useRoleWords()
  const [open, setOpen] = useState(false)
  const { who, reason, refused, app } = use
  const sameDay = new Date(use.from).toDateString() === new Date(use.to).toDateString()
  const [from, to] = [dateTime(use.from), sameDay ? time(use.to) : dateTime(use.to)]
  const what = [...use.what].sort((a, b) => Number(a.category === 'other') - Number(b.category === 'other')).map(words.what).join('; ')
  const urgent = emergencies.includes(use.purpose) || use.what.some(({ category }) => category === 'emergency')
  return (
    <details className={classes['use']} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>
        <span className={classes['useWho']}>
          {words.who(who)}
          {who.roles.length > 0 && who.kind === 'person' && <span style={{ fontWeight: 400 }}>{who.roles.map(roles).join(', ')}</span>}
          {urgent && <Tag tone="warn"><Trans>Notfall</Trans></Tag>}
          {refused > 0 && <Tag tone="quiet"><Trans>{refused} abgelehnt</Trans></Tag>}
        </span>
        <span className={classes['useWhat']}>{what}{what.endsWith('…') ? ' ' : '. '}<Trans>Zweck: {words.purpose(use.purpose)}</Trans>{app !== undefined && <>, <Trans>mit {app}</Trans></>}{who.organization !== undefined && <>, <Trans>aus {who.organization}</Trans></>}</span>
        {reason !== undefined && <span className={classes['useWhat']}><Trans>Genannter Grund: „{reason}“</Trans></span>}
        <span className={classes['useWhen']}>{sameDay && time(use.from) === time(use.to) ? from : `${from} – ${to}`}</span>
      </summary>
      {open && <Entries of={of} use={use.id} />}
    </details>
  )
}

function Entries({ of, use }: { of: LogOf; use: string }) {
  const { seconds } = useFormats()
  const faultText = useFaultText()
  const words = useAccessWords()
  const types = useTypeWords()
  const entries = useQuery({ queryKey: ['access-log', of.carrier, of.patient, 'entries', use], queryFn: ({ signal }) => fetchAccessEntries(of, use, signal), staleTime: 60_000 })
  if (entries.isPending) return <Loading />
  if (entries.isError) return <Notice tone="bad" live>{faultText(entries.error)}</Notice>
  return (
    <ol className={classes['entries']}>
      {entries.data.map(entry => (
        <li key={entry.id}>
          <time dateTime={entry.at}>{seconds(entry.at)}</time>
          <span>{words.category(entry.category)}{entry.type !== undefined && <>: {types(entry.type)}</>}{entry.outcome === 'refused' && <> (<Trans>abgelehnt</Trans>)</>}{entry.outcome === 'failed' && <> (<Trans>fehlgeschlagen</Trans>)</>}</span>
        </li>
      ))}
    </ol>
  )
}
