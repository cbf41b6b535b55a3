import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { Minutes } from '../../../client/meetings.ts'
import { Card } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import type { IconName } from '../../../shell/icon.tsx'
import { MatrixTable } from './matrix-table.tsx'
import calm from '../../../shell/calm.module.css'
import classes from './meeting.module.css'

function Part({ plain, title, icon, children }: { plain: boolean; title: ReactNode; icon: IconName; children: ReactNode }) {
  return plain ? <div><h3>{title}</h3>{children}</div> : <Card title={title} icon={icon}>{children}</Card>
}

/** Minutes as everybody reads them. plain: inside a card of the page. */
export function MinutesText({ minutes, dimensions, plain = false }: { minutes: Minutes; dimensions: readonly { readonly code: string; readonly title: string }[]; plain?: boolean }) {
  const { date } = useFormats()
  const { offices, people, summary, decisions, tasks, sections, matrix } = minutes
  const Under = plain ? 'h4' : 'h3'
  return (
    <>
      <Part plain={plain} title={<Trans>Wer dabei war</Trans>} icon="people">
        <p>{offices.length === 0 ? '–' : offices.join(', ')}</p>
        {people.length > 0 && <p className={calm['small']}>{people.join(', ')}</p>}
      </Part>
      {summary !== '' && <Part plain={plain} title={<Trans>Zusammenfassung</Trans>} icon="table"><p className={classes['lines']}>{summary}</p></Part>}
      {decisions.length > 0 && <Part plain={plain} title={<Trans>Beschlüsse</Trans>} icon="check"><ol>{decisions.map(decision => <li key={decision}>{decision}</li>)}</ol></Part>}
      {tasks.length > 0 && (
        <Part plain={plain} title={<Trans>Aufgaben</Trans>} icon="forward">
          <ul>{tasks.map(({ what, who, until }) => <li key={`${what} ${who}`}>{what}{(who !== '' || until !== '') && <span className={calm['small']}> ({[who, until === '' ? '' : date(until)].filter(part => part !== '').join(', ')})</span>}</li>)}</ul>
        </Part>
      )}
      {sections.length > 0 && <Part plain={plain} title={<Trans>Aus den Ämtern</Trans>} icon="house">{sections.map((section, at) => <div key={`${at} ${section.title}`}><Under>{section.title}</Under><p className={classes['lines']}>{section.text}</p></div>)}</Part>}
      {matrix.length > 0 && <Part plain={plain} title={<Trans>Projekte und Dimensionen</Trans>} icon="tiles"><MatrixTable dimensions={dimensions} lines={matrix.map(({ project, cells }) => ({ title: project, undertaking: '', cells }))} /></Part>}
    </>
  )
}
