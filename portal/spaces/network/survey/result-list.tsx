import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { questionsOf, wordsOf } from '@steckwerk/form'
import { Link } from '@tanstack/react-router'
import type { Survey, SurveyResults, SurveyTally } from '../../../client/survey.ts'
import { Card } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { useFormLanguage } from '../../form/use-form-language.ts'
import { useSurveyPath, useSurveyWords } from './use-survey.ts'
import calm from '../../../shell/calm.module.css'
import classes from './survey.module.css'

/** What was said to each question. `onward`: whether something can be begun from what somebody wrote. */
export function ResultList({ survey, results, onward = false }: { survey: Pick<Survey, 'id' | 'questionnaire'>; results: SurveyResults; onward?: boolean }) {
  return (
    <>
      <p><Plural value={results.answers} _0="Noch hat niemand geantwortet." one="Eine Person hat geantwortet." other="# Personen haben geantwortet." /></p>
      {results.questions.map(tally => <Question key={tally.question} survey={survey} tally={tally} onward={onward} />)}
    </>
  )
}

function Question({ survey, tally, onward }: { survey: Pick<Survey, 'id' | 'questionnaire'>; tally: SurveyTally; onward: boolean }) {
  const { t } = useLingui()
  const { number } = useFormats()
  const { language, answer } = useFormLanguage()
  const item = questionsOf(survey.questionnaire).find(({ linkId }) => linkId === tally.question)
  if (item === undefined) return null
  const { answered, options, figures, texts } = tally
  const title = wordsOf(item, 'text', language)
  const rounded = (value: number): string => number(Math.round(value * 100) / 100)
  const share = (count: number): number => (answered === 0 ? 0 : Math.round((count / answered) * 100))
  return (
    <Card title={title}>
      <p className={calm['small']}><Plural value={answered} _0="Niemand hat diese Frage beantwortet." one="Eine Person hat diese Frage beantwortet." other="# Personen haben diese Frage beantwortet." />{item.repeats === true && options.length > 0 && <> <Trans>Mehrere Antworten waren möglich.</Trans></>}</p>
      {answered > 0 && options.length > 0 && (
        <table className={classes['bars']}>
          <caption className={classes['spoken']}>{title}</caption>
          <thead className={classes['spoken']}><tr><th scope="col"><Trans>Antwort</Trans></th><th scope="col"><Trans>Personen</Trans></th></tr></thead>
          <tbody>
            {options.map(({ answer: one, count }) => (
              <tr key={JSON.stringify(one)}>
                <th scope="row">{answer(one, item)}</th>
                <td><span className={classes['bar']} aria-hidden="true"><span style={{ inlineSize: `${share(count)}%` }} /></span><span>{number(count)} <span className={calm['dim']}>({share(count)} %)</span></span></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {figures !== null && <p>{figures.range === undefined ? <Trans>Im Mittel {rounded(figures.mean)}</Trans> : <Trans>Im Mittel {rounded(figures.mean)}, von {rounded(figures.range[0])} bis {rounded(figures.range[1])}</Trans>}</p>}
      {texts.length > 0 && (
        <ul className={calm['list']} aria-label={t`Antworten in eigenen Worten: ${title}`}>
          {texts.map((one, at) => <li key={at}><Words text={answer(one, item)} survey={survey} onward={onward} /></li>)}
        </ul>
      )}
    </Card>
  )
}

function Words({ text, survey, onward }: { text: string; survey: Pick<Survey, 'id' | 'questionnaire'>; onward: boolean }) {
  const { t } = useLingui()
  const words = useSurveyWords()
  const { network } = useSurveyPath()
  const start = text.replaceAll(/\s+/g, ' ').slice(0, 140)
  return (
    <div className={classes['words']}>
      <p>{text}</p>
      {onward && (
        <Link
          className="screen-only" to="/netz/$network/vorhaben/neu" params={{ network }} aria-label={t`Vorhaben daraus beginnen: ${start}`}
          search={{ aus: `survey/${survey.id}`, titel: start, anlass: words.title(survey.questionnaire), pfad: `/netz/${network}/befragungen/${survey.id}` }}
        ><Trans>Vorhaben daraus beginnen</Trans></Link>
      )}
    </div>
  )
}
