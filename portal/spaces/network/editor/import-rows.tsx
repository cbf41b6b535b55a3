import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { ImportRow, RowOutcome } from '../../../client/editor.ts'
import { Card, Item } from '../../../shell/calm.tsx'
import { Tag, type Tone } from '../../../shell/notice.tsx'
import { useFieldWords } from '../directory/use-field-words.ts'
import calm from '../../../shell/calm.module.css'

/** What a page can show at once; the filter leads to the others. */
const mostShown = 200

/** Row by row what would happen and why, or what did. */
export function ImportRows({ rows, outcomes }: { rows: readonly ImportRow[]; outcomes: ReadonlyMap<number, RowOutcome> }) {
  const { t } = useLingui()
  const fieldWord = useFieldWords()
  const [state, setState] = useState('')
  const states: Readonly<Record<ImportRow['state'], { readonly tone: Tone; readonly word: string }>> = {
    new: { tone: 'ok', word: t`neu` }, changed: { tone: 'ok', word: t`geändert` }, alike: { tone: 'warn', word: t`ähnlich` }, same: { tone: 'quiet', word: t`unverändert` }, wrong: { tone: 'bad', word: t`fehlerhaft` },
  }
  const results: Readonly<Record<RowOutcome, string>> = { 'done': t`übernommen`, 'same': t`stand schon so da`, 'changed-meanwhile': t`nicht übernommen: inzwischen hat jemand anderes die Einrichtung geändert`, 'failed': t`nicht übernommen: ließ sich nicht speichern` }
  const found = rows.filter(row => state === '' || row.state === state)
  const reason = ({ wrong, fields, like }: ImportRow): string => {
    const other = like?.name ?? ''
    if (wrong.includes('twice')) return t`steht zweimal in der Tabelle`
    if (wrong.includes('id')) return t`diese Kennung gibt es im Verzeichnis nicht`
    const names = (wrong.length > 0 ? wrong : fields).map(fieldWord).join(', ')
    if (wrong.length > 0) return t`nicht lesbar oder nicht möglich: ${names}`
    return like === undefined ? names : t`ähnlich wie „${other}“`
  }
  return (
    <Card title={<Trans>Zeile für Zeile</Trans>} icon="table">
      <NativeSelect label={t`Zeigen`} value={state} onChange={event => setState(event.currentTarget.value)} data={[{ value: '', label: t`Alle Zeilen` }, ...Object.entries(states).map(([value, { word }]) => ({ value, label: word }))]} />
      <ul className={calm['list']} aria-label={t`Zeilen`}>
        {found.slice(0, mostShown).map(row => {
          const [{ tone, word }, outcome, number, why] = [states[row.state], outcomes.get(row.row), row.row, reason(row)]
          return (
            <li key={row.row}>
              <Item name={row.name === '' ? <Trans>ohne Namen</Trans> : row.name} tag={<Tag tone={tone}>{word}</Tag>}>
                <span className={calm['small']}><Trans>Zeile {number}</Trans>{row.city !== '' && ` · ${row.city}`}{why !== '' && ` · ${why}`}{outcome !== undefined && ` · ${results[outcome]}`}</span>
              </Item>
            </li>
          )
        })}
      </ul>
      {found.length > mostShown && <p className={calm['small']}><Plural value={found.length - mostShown} one="und # weitere Zeile" other="und # weitere Zeilen" /></p>}
    </Card>
  )
}
