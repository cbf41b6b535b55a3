import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, FileInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { previewImport, takeRows, templatePath, type ImportPreview, type ImportRow, type RowOutcome } from '../../../client/editor.ts'
import { PortalFault } from '../../../client/request.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNetwork } from '../use-network.ts'
import { BackToEditor } from './back-to-editor.tsx'
import { ImportRows } from './import-rows.tsx'
import calm from '../../../shell/calm.module.css'

/** A table of organizations: looked at first, then taken. */
export function ImportPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const faultText = useFaultText()
  const [file, setFile] = useState<File | null>(null)
  const preview = useMutation({ mutationFn: (chosen: File) => previewImport(network, chosen), gcTime: 0 })
  const wrongFile = (error: unknown): string => {
    const code = error instanceof PortalFault ? error.code : ''
    if (code === 'community/import-file') return t`Das ist weder eine Excel-Tabelle (.xlsx) noch eine CSV-Datei, oder sie ist beschädigt.`
    if (code === 'community/import-size' || code === 'api/body-too-large') return t`Die Tabelle ist zu groß: höchstens 5.000 Zeilen und 60 Spalten, 6 MB.`
    if (code === 'community/import-columns') return t`Die erste Zeile muss die Spalten nennen, darunter „Name“ und „Ort“.`
    return faultText(error)
  }
  return (
    <Column>
      <PageHead title={t`Einrichtungen importieren`} above={<BackToEditor />} lead={<Trans>Aus Excel oder CSV, höchstens 5.000 Zeilen. Zuerst sehen Sie, was geschehen würde; geschrieben wird erst danach.</Trans>} />
      <Card title={<Trans>Datei</Trans>} icon="table">
        <p><Trans>Die erste Zeile nennt die Spalten, auf Deutsch oder Englisch. Leere Zellen ändern nichts. Vorlage:</Trans>{' '}
          <a href={templatePath(network, 'xlsx')} download>Excel</a>, <a href={templatePath(network, 'csv')} download>CSV</a></p>
        <FileInput size="md" label={t`Tabelle`} placeholder={t`Datei wählen`} accept=".xlsx,.csv,.txt" value={file} onChange={chosen => {
          setFile(chosen)
          preview.reset()
        }} />
        {preview.isError && <Notice tone="bad" live>{wrongFile(preview.error)}</Notice>}
        <div className={calm['actions']}><Button size="md" disabled={file === null} loading={preview.isPending} onClick={() => file !== null && preview.mutate(file)}><Trans>Ansehen, was geschieht</Trans></Button></div>
      </Card>
      {preview.data !== undefined && <Preview preview={preview.data} />}
    </Column>
  )
}

function Preview({ preview: { columns, rows } }: { preview: ImportPreview }) {
  const { t } = useLingui()
  const network = useNetwork()
  const faultText = useFaultText()
  const queries = useQueryClient()
  const [alike, setAlike] = useState(false)
  const [done, setDone] = useState(0)
  const chosen = rows.filter(({ state }) => state === 'new' || state === 'changed' || (state === 'alike' && alike))
  const take = useMutation({ mutationFn: () => takeRows(network, chosen, setDone), onSuccess: () => queries.invalidateQueries({ queryKey: ['network', network.slug] }) })
  const count = (state: ImportRow['state']) => rows.filter(row => row.state === state).length
  const left = columns.flatMap(({ heading, column }) => (column === null && heading !== '' ? [heading] : [])).join(', ')
  const percent = chosen.length === 0 ? 0 : Math.round((done / chosen.length) * 100)
  const outcomes = new Map<number, RowOutcome>(take.data?.map(({ row, outcome }) => [row, outcome]))
  const failed = [...outcomes.values()].filter(one => one === 'failed' || one === 'changed-meanwhile').length
  const [added, changed, similar, same, wrong] = [count('new'), count('changed'), count('alike'), count('same'), count('wrong')]
  return (
    <>
      <Card title={<Trans>Was geschehen würde</Trans>} icon="eye">
        <p role="status">
          <Plural value={added} _0="keine neue" one="# neue" other="# neue" />, <Plural value={changed} _0="keine geändert" one="# geändert" other="# geändert" />, <Plural value={same} _0="keine unverändert" one="# unverändert" other="# unverändert" />,{' '}
          <Plural value={similar} _0="keine ähnlich wie eine vorhandene" one="# ähnlich wie eine vorhandene" other="# ähnlich wie eine vorhandene" />, <Plural value={wrong} _0="keine fehlerhaft" one="# fehlerhaft" other="# fehlerhaft" />.
        </p>
        {left !== '' && <p className={calm['small']}><Trans>Diese Spalten werden nicht gelesen: {left}</Trans></p>}
        {similar > 0 && <Checkbox size="md" checked={alike} disabled={take.isSuccess} onChange={event => setAlike(event.currentTarget.checked)} label={t`Auch die ähnlichen als neue Einrichtungen anlegen`} />}
        {take.isPending && <p role="status"><Trans>{percent} % geschrieben. Lassen Sie diese Seite so lange offen.</Trans></p>}
        {take.isError && <Notice tone="bad" live>{faultText(take.error)} <Trans>Was schon geschrieben ist, bleibt; Sie können den Import einfach wiederholen.</Trans></Notice>}
        {take.isSuccess
          ? failed === 0
            ? <Notice tone="ok" live><Trans>Fertig. Alle ausgewählten Zeilen stehen im Verzeichnis.</Trans></Notice>
            : <Notice tone="warn" live><Plural value={failed} one="Fertig, bis auf # Zeile; der Grund steht bei ihr." other="Fertig, bis auf # Zeilen; der Grund steht bei ihnen." /></Notice>
          : <div className={calm['actions']}><Button size="md" disabled={chosen.length === 0} loading={take.isPending} onClick={() => take.mutate()}><Plural value={chosen.length} _0="Nichts zu übernehmen" one="# Zeile übernehmen" other="# Zeilen übernehmen" /></Button></div>}
      </Card>
      <ImportRows rows={rows} outcomes={outcomes} />
    </>
  )
}
