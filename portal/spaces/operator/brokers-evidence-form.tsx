import { Button, NativeSelect, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { EvidenceKind, NewEvidence } from '@steckwerk/api/contract/marketplace'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { addEvidence, type EvidenceOwner } from '../../client/brokers.ts'
import { fileText } from '../../client/file-text.ts'
import { focusWrong } from '../../shell/focus-wrong.ts'
import { textOf } from '../../shell/form-text.ts'
import { Notice } from '../../shell/notice.tsx'
import { evidenceOrder, useMarketWords } from '../carrier/marketplace/use-market-words.ts'
import { useAct } from '../carrier/use-act.ts'
import { useBrokerWords } from './use-broker-words.ts'
import classes from '../carrier/carrier.module.css'

const mostBytes = 5_000_000
const kinds: readonly EvidenceKind[] = [...evidenceOrder, 'other']

/** What the operator has seen of a service, with the days it holds and its document. */
export function EvidenceForm({ owner, onClose }: { owner: EvidenceOwner; onClose: () => void }) {
  const { t } = useLingui()
  const words = useBrokerWords()
  const market = useMarketWords()
  const [kind, setKind] = useState<EvidenceKind>('avv')
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({})
  const first = useRef<HTMLSelectElement>(null)
  useEffect(() => first.current?.focus(), [])
  const add = useAct((evidence: NewEvidence) => addEvidence(owner, evidence), ['brokers'], t`Eingetragen.`, onClose)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const data = new FormData(form)
    const text = (name: string) => textOf(data, name).trim()
    const file = form.querySelector<HTMLInputElement>('input[type="file"]')?.files?.[0]
    const [title, url, issued, expires] = [text('title'), text('url'), text('issued'), text('expires')]
    const found = {
      ...title === '' ? { title: t`Bitte sagen Sie, was Sie gesehen haben.` } : {},
      ...url !== '' && !/^https?:\/\//.test(url) ? { url: t`Bitte geben Sie eine Adresse mit https an.` } : {},
      ...issued !== '' && expires !== '' && expires <= issued ? { expires: t`Der letzte Tag muss nach dem ersten liegen.` } : {},
      ...file !== undefined && (file.size > mostBytes || file.type !== 'application/pdf') ? { file: t`Das Dokument muss eine PDF-Datei von höchstens 5 MB sein.` } : {},
    }
    setWrong(found)
    if (Object.keys(found).length > 0) return focusWrong(form)
    const document = file === undefined ? undefined : await fileText(file)
    add.mutate({
      kind, title: { de: title }, ...(text('value') === '' ? {} : { value: text('value') }), ...(url === '' ? {} : { url }), ...(issued === '' ? {} : { issued }), ...(expires === '' ? {} : { expires }),
      ...(document === undefined ? {} : { document }),
    })
  }
  return (
    <form className={classes['form']} onSubmit={event => void submit(event)} noValidate aria-label={t`Nachweis eintragen`}>
      <NativeSelect ref={first} label={t`Art`} value={kind} onChange={event => setKind(event.currentTarget.value as EvidenceKind)} data={kinds.map(value => ({ value, label: market.evidence(value) }))} />
      <TextInput name="title" label={t`Was Sie gesehen haben`} description={t`Zum Beispiel: Vertrag vom 3. Mai, Testat der Prüferin`} maxLength={400} autoComplete="off" error={wrong['title']} />
      {kind === 'c5'
        ? <NativeSelect name="value" label={t`Typ des Testats`} description={t`Typ 2 prüft einen Zeitraum; nur er genügt § 393 SGB V.`} data={[{ value: 'Typ 2', label: t`Typ 2` }, { value: 'Typ 1', label: t`Typ 1` }]} />
        : <TextInput name="value" label={t`Angabe`} description={kind === 'data-location' ? t`Zum Beispiel: Deutschland` : kind === 'medical-device' ? t`Zum Beispiel: Klasse I, oder keins` : t`Falls sich der Nachweis in zwei Worten sagen lässt`} maxLength={200} autoComplete="off" />}
      <TextInput type="date" name="issued" label={t`Gilt ab`} error={wrong['issued']} />
      <TextInput type="date" name="expires" label={t`Gilt bis`} description={t`Ab diesem Tag zählt er nicht mehr; 90 Tage vorher steht er oben auf dieser Seite.`} error={wrong['expires']} />
      <TextInput name="url" label={t`Adresse beim Anbieter`} inputMode="url" placeholder="https://" maxLength={500} autoComplete="off" error={wrong['url']} />
      <TextInput type="file" name="file" label={t`Dokument (PDF, höchstens 5 MB)`} description={t`Alle Träger können es ansehen.`} accept="application/pdf" error={wrong['file']} />
      {add.trouble !== null && <Notice tone="bad" live>{words.fault(add.trouble)}</Notice>}
      <div className={classes['actions']}>
        <Button type="submit" loading={add.isPending}><Trans>Eintragen</Trans></Button>
        <Button variant="default" onClick={onClose}><Trans>Abbrechen</Trans></Button>
      </div>
    </form>
  )
}
