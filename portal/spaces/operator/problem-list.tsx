import { Trans } from '@lingui/react/macro'
import type { Problem } from '@steckwerk/api/contract'
import { Link } from '@tanstack/react-router'
import { useFormats } from '../../shell/format.ts'
import { useReasons } from './reasons.ts'
import classes from './problems.module.css'

export function ProblemList({ carrier, problems, open }: { carrier: string; problems: readonly Problem[]; open: string | undefined }) {
  const { dateTime } = useFormats()
  const reason = useReasons()
  return (
    <ul className={classes['list']}>
      {problems.map(problem => {
        const kept = problem.retainedUntil === null ? null : dateTime(problem.retainedUntil)
        return (
          <li key={problem.ref}>
            <Link to="/leitstand/fehler/$carrier" params={{ carrier }} search={{ ref: problem.ref }} resetScroll={false} className={classes['item'] ?? ''} aria-current={problem.ref === open ? 'true' : undefined} id={`problem-${problem.ref}`}>
              <span className={classes['itemHead']}>
                <strong>{problem.messageType === '' ? <Trans>Art unlesbar</Trans> : problem.messageType}</strong>
                <time dateTime={problem.receivedAt}>{dateTime(problem.receivedAt)}</time>
              </span>
              <span className={classes['reason']}>{reason(problem)}</span>
              <span className={classes['small']}>
                <Trans>Kanal {problem.channel} an {problem.connector}</Trans>{' · '}
                {kept === null ? <Trans>Inhalt gelöscht</Trans> : <Trans>aufbewahrt bis {kept}</Trans>}
              </span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
