import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { MatrixCell } from '../../../client/meetings.ts'
import { useMeetingPath } from './use-meeting.ts'
import { useMeetingWords } from './use-meeting-words.ts'
import classes from './meeting.module.css'

export interface MatrixLine {
  readonly title: string
  /** Id; '' = none. */
  readonly undertaking: string
  readonly cells: readonly MatrixCell[]
}

/** Projects × dimensions: a table, on phones project by project, on paper one sheet across. */
export function MatrixTable({ lines, dimensions }: { lines: readonly MatrixLine[]; dimensions: readonly { readonly code: string; readonly title: string }[] }) {
  const { t } = useLingui()
  const words = useMeetingWords()
  const { params } = useMeetingPath()
  return (
    <div className={classes['matrixScroll']} role="region" aria-label={t`Matrix`} tabIndex={0}>
      <table role="table" className={classes['matrix']}>
        <caption className="aloud"><Trans>Projekte und Dimensionen</Trans></caption>
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col"><Trans>Projekt</Trans></th>{dimensions.map(({ code, title }) => <th key={code} role="columnheader" scope="col">{title}</th>)}</tr></thead>
        <tbody role="rowgroup">
          {lines.map(({ title, undertaking, cells }) => (
            <tr key={`${undertaking} ${title}`} role="row">
              <th role="rowheader" scope="row">{undertaking === '' ? title : <Link to="/netz/$network/vorhaben/$undertaking" params={{ network: params.network, undertaking }}>{title}</Link>}</th>
              {dimensions.map(({ code, title: dimension }) => {
                const said = cells.filter(cell => cell.dimension === code)
                return (
                  <td key={code} role="cell" data-label={dimension} data-empty={said.length === 0}>
                    {said.length === 0 ? <span className="aloud"><Trans>nichts</Trans></span> : (
                      <ul className={classes['plain']}>{said.map(({ office, state, note }) => <li key={`${office} ${state} ${note}`} data-state={state}><strong>{words.state(state)}</strong>: {office}{note !== '' && <span className={classes['note']}> – {note}</span>}</li>)}</ul>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
