import { Trans, useLingui } from '@lingui/react/macro'
import type { Duplicate, DuplicateField } from '@steckwerk/api/contract/duplicates'
import { useFormats } from '../../shell/format.ts'
import { Notice, Tag } from '../../shell/notice.tsx'
import { Detail } from './detail.tsx'
import { DuplicateDecision } from './duplicate-decision.tsx'
import { LeftResources } from './left-resources.tsx'
import { useCompareWords } from './use-compare-words.ts'
import classes from './carrier.module.css'

/** Two records side by side: what agrees, what differs, what that weighs, and the decision. */
export function DuplicatePair({ carrier, pair, onChange, onClose }: { carrier: string; pair: Duplicate; onChange: (pair: Duplicate) => void; onClose: () => void }) {
  const { i18n, t } = useLingui()
  const { number, dateTime } = useFormats()
  const language = i18n.locale === 'en' ? 'en' : 'de'
  const words = useCompareWords()
  const { left, right, caution, decision, merge } = pair
  const percent = (pair.probability * 100).toLocaleString(i18n.locale, { maximumFractionDigits: pair.probability > 0.99 ? 3 : 1 })
  const weight = number(Math.round(pair.weight * 10) / 10)
  const fields = pair.fields.filter(({ field }) => field !== 'prior' && field !== 'relatives')
  const rest = pair.fields.filter(({ field }) => field === 'prior' || field === 'relatives')
  const side = (of: typeof left) => [
    of.active ? undefined : t`nicht mehr in Gebrauch`, t`Fälle: ${of.encounters}`, ...of.numbers.map(({ value }) => t`Nummer ${value}`), t`geändert ${dateTime(of.updatedAt)}`,
  ].filter(one => one !== undefined).join(' · ')
  const by = decision?.by === 'Device/hub' ? t`Portal, von selbst` : decision?.by ?? ''
  const decidedAt = decision === undefined ? '' : dateTime(decision.at)
  const why = decision?.reason ?? ''
  return (
    <Detail title={<Trans>Ist das dieselbe Person?</Trans>} onClose={onClose}>
      <p><Trans><strong>{weight}</strong> Punkte: zu {percent} % dieselbe Person.</Trans></p>
      {caution !== undefined && <Notice tone="warn">{caution.words[language]}</Notice>}
      <table className={classes['compare']}>
        <caption className="aloud"><Trans>Angaben beider Akten</Trans></caption>
        <thead><tr><th scope="col"><Trans>Angabe</Trans></th><th scope="col"><Trans>Akte A</Trans></th><th scope="col"><Trans>Akte B</Trans></th><th scope="col"><Trans>Vergleich</Trans></th><th scope="col"><Trans>Punkte</Trans></th></tr></thead>
        <tbody>
          {fields.map(field => <FieldRow key={field.field} field={field} language={language} />)}
          <tr><th scope="row"><Trans>Akte</Trans></th><td data-label={t`Akte A`}>{side(left)}</td><td data-label={t`Akte B`}>{side(right)}</td><td data-label={t`Vergleich`}><Trans>Verschiedene Nummern sind üblich und sagen nichts.</Trans></td><td /></tr>
        </tbody>
      </table>
      <ul className={classes['list']}>
        {rest.map(field => <li key={field.field} className={classes['small']}>{words.field(field.field)}: {field.words[language]} ({signed(field.weight, number)})</li>)}
      </ul>
      {decision !== undefined && (
        <Notice tone="quiet">
          {pair.status === 'merged' && <Trans>Zusammengeführt am {decidedAt}, durch {by}.</Trans>}
          {pair.status === 'distinct' && <Trans>Als verschiedene Personen erkannt am {decidedAt}, durch {by}.</Trans>}
          {pair.status === 'unmerged' && <Trans>Wieder getrennt am {decidedAt}, durch {by}.</Trans>}
          {why !== '' && <> <Trans>Grund: {why}</Trans></>}
        </Notice>
      )}
      {merge !== undefined && pair.status === 'unmerged' && <LeftResources carrier={carrier} pair={pair} merge={merge} onChange={onChange} />}
      <DuplicateDecision carrier={carrier} pair={pair} onChange={onChange} />
    </Detail>
  )
}

const signed = (weight: number, number: (value: number) => string): string => `${weight > 0 ? '+' : ''}${number(Math.round(weight * 10) / 10)}`

function FieldRow({ field, language }: { field: DuplicateField; language: 'de' | 'en' }) {
  const { t } = useLingui()
  const { number, date } = useFormats()
  const words = useCompareWords()
  const genders: Readonly<Record<string, string>> = { female: t`weiblich`, male: t`männlich`, other: t`divers`, unknown: t`unbekannt` }
  const shown = (value: string) => value === '' ? '–' : field.field === 'birth' ? date(value) : field.field === 'gender' ? genders[value] ?? value : value
  const mark = words.mark(field)
  return (
    <tr data-mark={mark.kind}>
      <th scope="row">{words.field(field.field)}</th>
      <td data-label={t`Akte A`}>{shown(field.left)}</td>
      <td data-label={t`Akte B`}>{shown(field.right)}</td>
      <td data-label={t`Vergleich`}><Tag tone={mark.tone}>{mark.word}</Tag><br /><span className={classes['small']}>{field.words[language]}</span></td>
      <td className={classes['weight']} data-label={t`Punkte`}>{signed(field.weight, number)}</td>
    </tr>
  )
}
