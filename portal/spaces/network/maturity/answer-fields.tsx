import { Button, NumberInput, Textarea } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Answer, AssessmentPage, KeptAnswer } from '../../../client/maturity.ts'
import { Choices } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Notice } from '../../../shell/notice.tsx'
import classes from './maturity.module.css'

type Item = AssessmentPage['model']['dimensions'][number]['items'][number]

/** One question: its value, a comment, evidence; and, where somebody else answered otherwise meanwhile, which answer counts. */
export function AnswerFields({ model, item, answer, theirs, kept, onAnswer, onSettle }: {
  model: AssessmentPage['model']; item: Item; answer: Answer; theirs: KeptAnswer | undefined; kept: KeptAnswer | undefined; onAnswer: (answer: Answer) => void; onSettle: (keep: 'theirs' | 'mine') => void
}) {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  const { title } = item
  const [lowest, highest] = [model.lowest, model.highest]
  const valueWords = (value: number | null) => value === null ? t`noch offen` : model.states?.find(one => one.value === value)?.title ?? String(value)
  const [by, at] = [kept?.by ?? '', kept === undefined ? '' : dateTime(kept.at)]
  return (
    <div className={classes['item']}>
      {theirs !== undefined && (
        <Notice tone="warn" action={(
          <span className={classes['actions']}>
            <Button onClick={() => onSettle('theirs')}><Trans>Diese Antwort übernehmen</Trans></Button>
            <Button variant="default" onClick={() => onSettle('mine')}><Trans>Meine Antwort behalten</Trans></Button>
          </span>
        )}>
          <strong><Trans>{theirs.by} hat inzwischen geantwortet: {valueWords(theirs.value)}</Trans></strong>
          {theirs.comment !== '' && <p className={classes['lines']}>{theirs.comment}</p>}
          {theirs.evidence.length > 0 && <p className={classes['lines']}>{theirs.evidence.join('\n')}</p>}
        </Notice>
      )}
      {model.states === null
        ? <NumberInput label={title} description={<>{item.question} {lowest}–{highest}</>} value={answer.value ?? ''} min={lowest} max={highest} allowDecimal={false} hideControls maw="28rem" onChange={value => onAnswer({ ...answer, value: typeof value === 'number' && value >= lowest && value <= highest ? value : null })} />
        : <Choices legend={title} hint={item.question} chosen={answer.value === null ? [] : [String(answer.value)]} onChange={([value]) => onAnswer({ ...answer, value: Number(value) })} options={model.states.map(one => ({ value: String(one.value), label: one.title, hint: one.meaning }))} />}
      <Textarea label={t`Kommentar`} aria-label={t`Kommentar: ${title}`} value={answer.comment} onChange={event => onAnswer({ ...answer, comment: event.currentTarget.value })} autosize minRows={2} maxLength={4000} />
      <Textarea label={t`Nachweise`} aria-label={t`Nachweise: ${title}`} description={t`Name oder Adresse eines Dokuments, je Zeile eines.`} value={answer.evidence.join('\n')} onChange={event => onAnswer({ ...answer, evidence: event.currentTarget.value === '' ? [] : event.currentTarget.value.split('\n') })} autosize minRows={1} />
      {kept !== undefined && <p className={classes['small']}><Trans>Zuletzt von {by}, {at}</Trans></p>}
    </div>
  )
}
