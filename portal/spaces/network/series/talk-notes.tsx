import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { addTalkNote, removeTalkNote, type Talk } from '../../../client/series.ts'
import { Card } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { useNow } from '../../../shell/use-now.ts'
import { LineForm } from './line-form.tsx'
import { useSeriesPath } from './use-series.ts'
import calm from '../../../shell/calm.module.css'
import classes from './series.module.css'

/** What those who listen write down together, line by line. */
export function TalkNotes({ whole: { notes, editor } }: { whole: Talk }) {
  const { t } = useLingui()
  const { shortMoment } = useFormats()
  const now = useNow(60_000)
  const { series, date, service, again } = useSeriesPath()
  const remove = useMutation({ mutationFn: (note: string) => removeTalkNote(service, series, date, note), onSettled: again })
  return (
    <Card title={<Trans>Gemeinsame Notizen</Trans>} icon="table">
      {notes.length === 0 && <p className={calm['dim']}><Trans>Noch keine Notiz. Alle, die dabei sind, können mitschreiben; jede Zeile erscheint sofort bei allen.</Trans></p>}
      {notes.length > 0 && (
        <ol className={calm['list']} aria-label={t`Notizen`}>
          {notes.map(({ id, at, text, by }) => (
            <li key={id}>
              <div className={calm['item']}>
                <div className={calm['itemText']}><span className={classes['text']}>{text}</span><span className={calm['small']}>{[shortMoment(at, now), by].filter(part => part !== '').join(' · ')}</span></div>
                {editor && <Button className="screen-only" variant="default" aria-label={t`Entfernen: ${text}`} onClick={() => remove.mutate(id)}><Trans>Entfernen</Trans></Button>}
              </div>
            </li>
          ))}
        </ol>
      )}
      <LineForm label={t`Neue Zeile`} action={<Trans>Hinzufügen</Trans>} most={1000} send={line => addTalkNote(service, series, date, line)} />
    </Card>
  )
}
