import { Link } from '@tanstack/react-router'
import type { FindingKind } from '../../../client/search.ts'
import { useFormats } from '../../../shell/format.ts'
import { Marked } from './marked.tsx'
import { useFindingWords } from './use-finding-words.ts'
import { Trans } from '@lingui/react/macro'
import classes from './search.module.css'

export interface ListedItem {
  readonly kind: FindingKind
  readonly id: string
  readonly title: string
  readonly about: string
  readonly topics: readonly string[]
  readonly path: string
  readonly when?: { readonly start: string; readonly end: string; readonly place: string; readonly cancelled?: boolean } | undefined
  readonly marked?: readonly string[]
}

/** Things that a network published, each with what it is, when it is and what it is about. */
export function PublishedList({ items, label }: { items: readonly ListedItem[]; label: string }) {
  const { one } = useFindingWords()
  return (
    <ul className={classes['found']} aria-label={label}>
      {items.map(({ kind, id, title, about, topics, path, when, marked = [] }) => (
        <li key={`${kind}/${id}`}>
          <span className={classes['kind']}>{one(kind)}</span>
          <Link className={classes['title']} to={path}><Marked text={title} words={marked} /></Link>
          {when !== undefined && <span className={classes['when']}>{when.cancelled === true && <strong><Trans>Abgesagt:</Trans> </strong>}<When kind={kind} {...when} /></span>}
          {about !== '' && <span><Marked text={about} words={marked} /></span>}
          {topics.length > 0 && <span className={classes['topics']}><Marked text={topics.join(', ')} words={marked} /></span>}
        </li>
      ))}
    </ul>
  )
}

function When({ kind, start, end, place }: { kind: FindingKind; start: string; end: string; place: string }) {
  const { dateTime, span } = useFormats()
  const [when, until] = [span(start, end), dateTime(end)]
  if (kind === 'survey') return <Trans>Antworten bis {dateTime(start)}</Trans>
  return <>{kind === 'call' ? <Trans>bis {until}</Trans> : when}{place !== '' && ` · ${place}`}</>
}
