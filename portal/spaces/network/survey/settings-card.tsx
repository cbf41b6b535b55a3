import { Button, TextInput } from '@mantine/core'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type SubmitEvent } from 'react'
import { instantOf, localMoment } from '../../../client/local-moment.ts'
import { changeSurvey, removeSurvey, type Survey, type SurveySettings } from '../../../client/survey.ts'
import { Card, Choices, ConfirmInPlace } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useSurveyPath, useSurveyWords } from './use-survey.ts'
import calm from '../../../shell/calm.module.css'
import classes from './survey.module.css'

/** What the editors decide: the questions, from when and until when, and who sees what came of it. */
export function SettingsCard({ survey }: { survey: Survey }) {
  const { t } = useLingui()
  const words = useSurveyWords()
  const navigate = useNavigate()
  const { network, service, again } = useSurveyPath()
  const { id, version, state, answers = 0, published, opens, closes, results, topics, keepDays, forgotten } = survey
  const [settings, setSettings] = useState<SurveySettings>({ published, opens, closes, results, topics, keepDays })
  const save = useMutation({ mutationFn: (next: SurveySettings) => changeSurvey(service, id, { version, settings: next }), onSuccess: again })
  const remove = useMutation({
    mutationFn: () => removeSurvey(service, id),
    onSuccess: async () => {
      await navigate({ to: '/netz/$network/befragungen', params: { network } })
      await again()
    },
  })
  const wrong = settings.opens === '' || settings.closes === '' ? t`Bitte ausfüllen.` : settings.opens >= settings.closes ? t`Das Ende liegt vor dem Anfang.` : undefined
  const submit = (sent: SubmitEvent<HTMLFormElement>) => {
    sent.preventDefault()
    if (wrong === undefined) save.mutate(settings)
  }
  const end = () => {
    const ended = { ...settings, closes: new Date().toISOString() }
    setSettings(ended)
    save.mutate(ended)
  }
  const params = { network, survey: id }
  return (
    <Card title={<Trans>Für die Redaktion</Trans>} icon="key">
      <div className={calm['actions']}>
        <Link className={calm['button'] ?? ''} data-look="quiet" to="/netz/$network/befragungen/$survey/fragen" params={params}><Trans>Fragen bearbeiten</Trans></Link>
        {state !== 'draft' && <Link className={calm['button'] ?? ''} data-look="quiet" to="/netz/$network/befragungen/$survey/ergebnisse" params={params}><Plural value={answers} _0="Ergebnisse (keine Antwort)" one="Ergebnisse (# Antwort)" other="Ergebnisse (# Antworten)" /></Link>}
      </div>
      {save.isSuccess && <Notice tone="ok" live><Trans>Gespeichert.</Trans></Notice>}
      <details open={state === 'draft'}>
        <summary>{state === 'draft' ? <Trans>Befragung beginnen</Trans> : <Trans>Zeiten und Ergebnisse</Trans>}</summary>
        <div className={classes['more']}>
          <form onSubmit={submit} className={calm['form']} noValidate>
            <TextInput size="md" type="datetime-local" label={t`Antworten von`} defaultValue={localMoment(opens)} onChange={typed => setSettings({ ...settings, opens: instantOf(typed.currentTarget.value) })} />
            <TextInput key={closes} size="md" type="datetime-local" label={t`Antworten bis`} defaultValue={localMoment(closes)} error={wrong} onChange={typed => setSettings({ ...settings, closes: instantOf(typed.currentTarget.value) })} />
            <TextInput size="md" label={t`Themen, mit Komma getrennt`} maxLength={700} defaultValue={topics.join(', ')} onChange={typed => setSettings({ ...settings, topics: [...new Set(typed.currentTarget.value.split(',').map(one => one.trim().slice(0, 60)).filter(one => one.length > 1))].slice(0, 12) })} />
            <TextInput size="md" type="number" inputMode="numeric" min={1} max={730} label={t`Antworten löschen: Tage nach dem Ende`} description={forgotten ? t`Die Antworten sind gelöscht; die Zahlen bleiben.` : t`Die Zahlen bleiben, was jemand geschrieben hat, verschwindet.`} disabled={forgotten} defaultValue={String(keepDays)} onChange={typed => setSettings({ ...settings, keepDays: Math.min(730, Math.max(1, Math.trunc(Number(typed.currentTarget.value) || 1))) })} />
            <Choices
              several legend={<Trans>Was alle sehen</Trans>} chosen={[...(settings.published ? ['published'] : []), ...(settings.results ? ['results'] : [])]}
              onChange={chosen => setSettings({ ...settings, published: chosen.includes('published'), results: chosen.includes('results') })}
              options={[
                { value: 'published', label: <Trans>Die Befragung</Trans>, hint: <Trans>In der angegebenen Zeit kann jeder antworten.</Trans> },
                { value: 'results', label: <Trans>Nach dem Ende die Ergebnisse</Trans>, hint: <Trans>Zahlen je Frage, ab fünf Antworten. Was jemand geschrieben hat, sieht nur die Redaktion.</Trans> },
              ]}
            />
            {save.isError && <Notice tone="bad" live>{words.fault(save.error)}</Notice>}
            <div className={calm['actions']}>
              <Button type="submit" size="md" loading={save.isPending}><Trans>Speichern</Trans></Button>
              {state === 'open' && <Button variant="default" size="md" disabled={save.isPending} onClick={end}><Trans>Jetzt beenden</Trans></Button>}
            </div>
          </form>
          <ConfirmInPlace label={<Trans>Befragung löschen</Trans>} title={<Trans>Die Befragung und alle Antworten werden gelöscht.</Trans>} confirm={<Trans>Ja, löschen</Trans>} run={() => remove.mutate()} pending={remove.isPending} error={remove.error} />
        </div>
      </details>
    </Card>
  )
}
