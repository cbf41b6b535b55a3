import { Button, Textarea, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Group, Part, ResultFacts } from '../../../client/groups.ts'
import { Card } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { PartForm } from './part-forms.tsx'
import calm from '../../../shell/calm.module.css'
import classes from './group.module.css'

/** What came of the group; everybody reads it. */
export function ResultsCard({ group }: { group: Group }) {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  const [open, setOpen] = useState<string>()
  const mayWrite = group.inside !== undefined
  if (!mayWrite && group.results.length === 0) return null
  const form = (result: Part<ResultFacts> | undefined) => (
    <PartForm kind="results" part={result} start={{ title: result?.title ?? '', text: result?.text ?? '', link: result?.link ?? '' }} ready={({ title, text }) => title.trim() !== '' && text.trim() !== ''} label={<Trans>Veröffentlichen</Trans>} done={() => setOpen(undefined)}>
      {(facts, change, tried) => (
        <>
          <TextInput size="md" label={t`Ergebnis`} maxLength={160} value={facts.title} onChange={typed => change({ ...facts, title: typed.currentTarget.value })} error={tried && facts.title.trim() === '' ? t`Bitte ausfüllen.` : undefined} />
          <Textarea size="md" label={t`Was ist herausgekommen, und wem hilft es?`} autosize minRows={3} maxLength={8000} value={facts.text} onChange={typed => change({ ...facts, text: typed.currentTarget.value })} error={tried && facts.text.trim() === '' ? t`Bitte ausfüllen.` : undefined} />
          <TextInput size="md" type="url" label={t`Link zum Dokument (freiwillig)`} placeholder="https://" maxLength={500} value={facts.link} onChange={typed => change({ ...facts, link: typed.currentTarget.value })} />
        </>
      )}
    </PartForm>
  )
  return (
    <>
      <Card title={<Trans>Ergebnisse</Trans>} icon="forward">
        {group.results.length === 0 && <p className={calm['dim']}><Trans>Noch kein Ergebnis. Was Sie hier festhalten, ist öffentlich und steht in der Suche.</Trans></p>}
        <ul className={calm['list']}>
          {group.results.map(result => (
            <li key={result.id}>
              {open === result.id ? form(result) : (
                <div className={calm['item']}>
                  <div className={calm['itemText']}>
                    <span className={calm['itemName']}>{result.title}</span>
                    <span className={classes['text']}>{result.text}</span>
                    {result.link !== '' && <a href={result.link} rel="noreferrer">{result.link}</a>}
                    <span className={calm['small']}>{dateTime(result.at)}</span>
                  </div>
                  {mayWrite && <div className={`${calm['actions']} screen-only`}><Button variant="default" aria-label={t`Ändern: ${result.title}`} onClick={() => setOpen(result.id)}><Trans>Ändern</Trans></Button></div>}
                </div>
              )}
            </li>
          ))}
        </ul>
        {mayWrite && (open === 'new' ? form(undefined) : <div className={`${calm['actions']} screen-only`}><Button variant="default" onClick={() => setOpen('new')}><Trans>Ergebnis festhalten</Trans></Button></div>)}
      </Card>
    </>
  )
}
