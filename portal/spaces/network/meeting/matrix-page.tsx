import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { insideOf, matrixAddress, writeEntry, type Inside, type MatrixRow, type MeetingView } from '../../../client/meetings.ts'
import { Card, Item } from '../../../shell/calm.tsx'
import { Icon } from '../../../shell/icon.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { EntryForm } from './entry-form.tsx'
import { MatrixTable } from './matrix-table.tsx'
import { MeetingFrame, OnlyInside } from './meeting-frame.tsx'
import { useMeetingAgain, useMeetingPath } from './use-meeting.ts'
import { useMeetingWords } from './use-meeting-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './meeting.module.css'

/** Which project helps in which dimension, and who has it already. */
export function MatrixPage() {
  const { t, i18n } = useLingui()
  const { network, id } = useMeetingPath()
  return (
    <MeetingFrame title={t`Projekte und Dimensionen`} wide beside={view => view.inside && (
      <div className={`${calm['actions']} screen-only`}>
        <Button variant="default" onClick={() => print()} leftSection={<Icon name="printer" />}><Trans>Drucken</Trans></Button>
        <a className={calm['button']} data-look="quiet" href={matrixAddress(network, id, i18n.locale)} download><Icon name="download" /><Trans>CSV-Datei</Trans></a>
      </div>
    )}
    >
      {view => {
        const inside = insideOf(view)
        return inside === undefined ? <OnlyInside /> : <Matrix view={view} inside={inside} />
      }}
    </MeetingFrame>
  )
}

function Matrix({ view, inside }: { view: MeetingView; inside: Inside }) {
  return (
    <div className={classes['matrixSheet']}>
      {inside.matrix.length === 0
        ? <Empty icon="tiles" title={<Trans>Noch nichts eingetragen</Trans>}><Trans>Tragen Sie ein, welches Projekt in welcher Dimension hilft: hier oder in den Runden an den Tischen.</Trans></Empty>
        : <MatrixTable dimensions={view.dimensions} lines={inside.matrix.map(({ project, entries }) => ({ ...project, cells: entries }))} />}
      <div className="screen-only">
        <Card title={<Trans>Eintragen</Trans>} icon="forward"><EntryForm view={view} inside={inside} /></Card>
      </div>
      <OwnEntries view={view} rows={inside.matrix} />
    </div>
  )
}

/** One's own entries, for editors everybody's: to take them back. */
function OwnEntries({ view, rows }: { view: MeetingView; rows: readonly MatrixRow[] }) {
  const words = useMeetingWords()
  const again = useMeetingAgain()
  const { network, id } = useMeetingPath()
  const entries = rows.flatMap(({ project, entries: all }) => all.filter(({ participant }) => view.editor || participant === view.you?.id).map(entry => ({ project, entry })))
  const remove = useMutation({
    mutationFn: ({ project, entry: { dimension, participant } }: (typeof entries)[number]) => writeEntry(network, id, { project, dimension, state: null, note: '', ...(participant === view.you?.id ? {} : { participant }) }),
    onSettled: again,
  })
  if (entries.length === 0) return null
  return (
    <div className="screen-only">
      <Card title={view.editor ? <Trans>Alle Angaben</Trans> : <Trans>Ihre Angaben</Trans>} icon="person">
        {remove.isError && <Notice tone="bad" live>{words.fault(remove.error)}</Notice>}
        <ul className={calm['list']}>
          {entries.map(one => {
            const { entry, project } = one
            const dimension = view.dimensions.find(({ code }) => code === entry.dimension)?.title
            return (
              <li key={`${entry.participant} ${entry.dimension} ${project.undertaking} ${project.title}`}>
                <Item name={project.title} actions={<Button variant="default" loading={remove.isPending && remove.variables === one} onClick={() => remove.mutate(one)}><Trans>Zurücknehmen</Trans><span className="aloud">: {project.title}, {dimension}, {entry.office}</span></Button>}>
                  <span className={calm['small']}>{[dimension, words.state(entry.state), view.editor ? entry.office : '', entry.note].filter(part => part !== '').join(' · ')}</span>
                </Item>
              </li>
            )
          })}
        </ul>
      </Card>
    </div>
  )
}
