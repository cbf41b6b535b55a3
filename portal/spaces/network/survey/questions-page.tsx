import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { Questionnaire } from '@steckwerk/form'
import { writeQuestions, type Survey } from '../../../client/survey.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { FormBuilder } from '../../carrier/forms/form-builder.tsx'
import { BackLink } from '../back-link.tsx'
import { PageFault } from '../page-fault.tsx'
import { useSurvey, useSurveyPath, useSurveyWords } from './use-survey.ts'
import carrier from '../../carrier/carrier.module.css'

/** The questions of a survey being written. */
export function QuestionsPage() {
  const { t } = useLingui()
  const words = useSurveyWords()
  const { network, survey: id } = useSurveyPath()
  const survey = useSurvey()
  if (survey.isError && survey.data === undefined) return <PageFault error={survey.error} text={words.fault(survey.error)} />
  if (survey.data === undefined) return <Loading />
  const { questionnaire, editor, answers = 0 } = survey.data
  return (
    <div className={carrier['page']}>
      <PageHead title={t`Fragen der Befragung`} above={<BackLink to="/netz/$network/befragungen/$survey" params={{ network, survey: id }}>{words.title(questionnaire)}</BackLink>} />
      {answers > 0 && <Notice tone="warn"><Plural value={answers} one="Es gibt schon eine Antwort. Ändern Sie Texte nur so, dass sie weiter passt; Fragen können Sie ergänzen." other="Es gibt schon # Antworten. Ändern Sie Texte nur so, dass sie weiter passen; Fragen können Sie ergänzen." /></Notice>}
      {editor ? <Opened key={id} survey={survey.data} /> : <Notice tone="bad" live><Trans>Das kann nur die Redaktion.</Trans></Notice>}
    </div>
  )
}

/** As it was when it was opened: what others save meanwhile is told when it is saved here. */
function Opened({ survey }: { survey: Survey }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { network, house, service } = useSurveyPath()
  const [opened] = useState(survey)
  const version = useRef(opened.version)
  const write = async (questionnaire: Questionnaire) => {
    const saved = await writeQuestions(service, opened.id, { version: version.current, questionnaire })
    version.current = saved.version
    return questionnaire
  }
  return (
    <FormBuilder
      house={house} audience="anybody" opened={opened.questionnaire} touches={['survey', network]} save={write} saveLabel={<Trans>Zwischendurch speichern</Trans>}
      finish={write} finishLabel={<Trans>Speichern und weiter</Trans>} finished={t`Gespeichert.`} onFinished={() => void navigate({ to: '/netz/$network/befragungen/$survey', params: { network, survey: opened.id } })}
    />
  )
}
