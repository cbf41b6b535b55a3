import { NativeSelect, Switch, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Questionnaire, QuestionnaireItem } from '@steckwerk/form'
import { useState } from 'react'
import { readOptions } from '../../../client/form-build-item.ts'
import { mayHaveInitial, prefillSources, readInitial, readPrefill, readReuse, setReuse, writeInitial, writePrefill, type Initial, type PrefillSource } from '../../../client/form-build-prefill.ts'
import { changeItem } from '../../../client/form-build-tree.ts'
import { mainLanguage } from '../../../client/form-build-words.ts'
import { NumberInput } from './number-input.tsx'
import { usePrefillWords } from './use-prefill-words.ts'
import classes from './forms.module.css'

const fixed = 'fixed'

/** What stands in a question before somebody answers it: from the record, the same for everybody, or from last time. */
export function PrefillEditor({ questionnaire, item, onChange }: { questionnaire: Questionnaire; item: QuestionnaireItem; onChange: (next: Questionnaire) => void }) {
  const { t } = useLingui()
  const words = usePrefillWords()
  const { linkId } = item
  const [prefill, initial] = [readPrefill(item), readInitial(item)]
  const [wantsFixed, setWantsFixed] = useState(false)
  const edit = (change: (item: QuestionnaireItem) => QuestionnaireItem) => onChange(changeItem(questionnaire, linkId, change))
  const sources = prefillSources(questionnaire, item)
  const mayFix = mayHaveInitial(item)
  const isFixed = initial !== 'kept' && (wantsFixed || initial !== undefined) && prefill === undefined
  const isKept = prefill === 'kept' || initial === 'kept'
  const choose = (value: string) => {
    setWantsFixed(value === fixed)
    const bare = value === fixed ? questionnaire : changeItem(questionnaire, linkId, one => writeInitial(one, undefined))
    onChange(writePrefill(bare, linkId, value === '' || value === fixed ? undefined : value as PrefillSource, changeItem))
  }
  const options = sources.length === 0 && !mayFix && prefill === undefined
  return (
    <>
      {!isKept && !options && (
        <div className={classes['pair']}>
          <NativeSelect label={t`Steht schon da`} value={prefill ?? (isFixed ? fixed : '')} onChange={event => choose(event.currentTarget.value)}>
            <option value="">{t`nichts`}</option>
            {mayFix && <option value={fixed}>{t`für alle dasselbe`}</option>}
            {(sources.length > 0 || prefill !== undefined) && (
              <optgroup label={t`Aus der Akte`}>
                {sources.map(one => <option key={one} value={one}>{words(one)}</option>)}
                {prefill !== undefined && !sources.includes(prefill) && <option value={prefill}>{words(prefill)}</option>}
              </optgroup>
            )}
          </NativeSelect>
          {isFixed && <FixedValue questionnaire={questionnaire} item={item} initial={initial} onChange={value => edit(one => writeInitial(one, value))} />}
        </div>
      )}
      {prefill !== undefined && prefill !== 'kept' && <p className={classes['small']}><Trans>Ausfüllende sehen, dass es aus der Akte kommt, und prüfen es. Die Vorschau zeigt eine erfundene Akte.</Trans></p>}
      <Switch label={t`Antwort vom letzten Mal anbieten`} checked={readReuse(item)} onChange={event => edit(one => setReuse(one, event.currentTarget.checked))} />
    </>
  )
}

function FixedValue({ questionnaire, item, initial, onChange }: { questionnaire: Questionnaire; item: QuestionnaireItem; initial: Initial | undefined; onChange: (value: Initial['value'] | undefined) => void }) {
  const { t, i18n } = useLingui()
  const main = mainLanguage(questionnaire)
  const label = t`Und zwar`
  const value = initial?.value
  if (item.answerOption !== undefined) {
    return (
      <NativeSelect label={label} value={value === undefined ? '' : String(value)} onChange={event => onChange(event.currentTarget.value === '' ? undefined : Number(event.currentTarget.value))}
        data={[{ value: '', label: t`Bitte wählen` }, ...readOptions(item, main).map(({ texts }, at) => ({ value: String(at), label: (i18n.locale === 'en' ? texts.en || texts.de : texts.de || texts.en) || '…' }))]} />
    )
  }
  switch (item.type) {
    case 'boolean': return (
      <NativeSelect label={label} value={value === undefined ? '' : String(value)} onChange={event => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value === 'true')}
        data={[{ value: '', label: t`Bitte wählen` }, { value: 'true', label: t`Ja` }, { value: 'false', label: t`Nein` }]} />
    )
    case 'integer':
    case 'decimal': return <NumberInput label={label} whole={item.type === 'integer'} value={typeof value === 'number' ? value : undefined} onChange={onChange} />
    case 'date': return <TextInput type="date" label={label} value={typeof value === 'string' ? value : ''} onChange={event => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)} />
    default: return <TextInput label={label} value={typeof value === 'string' ? value : ''} autoComplete="off" maxLength={4000} onChange={event => onChange(event.currentTarget.value.trim() === '' ? undefined : event.currentTarget.value)} />
  }
}
