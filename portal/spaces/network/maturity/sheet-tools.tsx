import { Button, FileButton } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { readSheet, sheetFile, type AssessmentPage, type SheetChanges } from '../../../client/maturity.ts'
import { Card } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useMaturityFault } from './use-maturity-fault.ts'
import classes from './maturity.module.css'

/** Working in Excel: a file out, and back in after a look at what it would change. */
export function SheetTools({ network, office, assessment, model, onTake, flush }: {
  network: string; office: string; assessment: string; model: AssessmentPage['model']; onTake: (changes: SheetChanges) => void; flush: () => Promise<void>
}) {
  const { t, i18n } = useLingui()
  const fault = useMaturityFault()
  const reset = useRef<() => void>(null)
  const read = useMutation({
    mutationFn: async (file: File) => {
      // The same file, mended, is chosen again.
      reset.current?.()
      await flush()
      return await readSheet(network, office, assessment, file)
    },
  })
  const found = read.data
  const [changed, asked] = [found?.changes.length ?? 0, found?.conflicts.length ?? 0]
  const words = (value: number | null) => value === null ? t`noch offen` : model.states?.find(one => one.value === value)?.title ?? String(value)
  const titleOf = (item: string) => model.dimensions.flatMap(({ items }) => items).find(({ code }) => code === item)?.title ?? item
  return (
    <Card title={<Trans>In Excel arbeiten</Trans>} icon="table">
      <p className={classes['small']}><Trans>Laden Sie die Einschätzung als Excel-Datei, füllen Sie sie ohne Portal aus und laden Sie sie hier wieder hoch. Vor dem Übernehmen sehen Sie, was sich ändert.</Trans></p>
      <div className={classes['actions']}>
        <a className={classes['link']} href={sheetFile(network, office, assessment, i18n.locale)} download><Trans>Excel-Datei herunterladen</Trans></a>
        <FileButton resetRef={reset} accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" onChange={file => { if (file !== null) read.mutate(file) }}>
          {props => <Button {...props} variant="default" loading={read.isPending}><Trans>Excel-Datei hochladen</Trans></Button>}
        </FileButton>
      </div>
      {read.isError && <Notice tone="bad" live>{fault(read.error)}</Notice>}
      {found !== undefined && changed + asked === 0 && <Notice tone="ok" live><Trans>Die Datei ändert nichts.</Trans></Notice>}
      {found !== undefined && changed + asked > 0 && (
        <>
          <Notice tone="quiet" live><Trans>Die Datei ändert {changed} Antworten; über {asked} weitere entscheiden Sie, weil sie inzwischen im Portal beantwortet wurden.</Trans></Notice>
          <ul>{found.changes.map(({ item, was, now }) => <li key={item}><strong>{titleOf(item)}</strong>: {was.value === now.value ? <Trans>Kommentar oder Nachweise</Trans> : <>{words(was.value)} → {words(now.value)}</>}</li>)}</ul>
          <div className={classes['actions']}>
            <Button onClick={() => { onTake(found); read.reset() }}><Trans>Übernehmen</Trans></Button>
            <Button variant="default" onClick={() => read.reset()}><Trans>Verwerfen</Trans></Button>
          </div>
        </>
      )}
    </Card>
  )
}
