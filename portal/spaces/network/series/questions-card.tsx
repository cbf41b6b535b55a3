import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { askQuestion, moderateQuestion, type QuestionState, type Talk } from '../../../client/series.ts'
import { Card } from '../../../shell/calm.tsx'
import { Notice, Tag } from '../../../shell/notice.tsx'
import { LineForm } from './line-form.tsx'
import { useSeriesFault, useSeriesPath, useWishes } from './use-series.ts'
import { WishButton, WishState } from './wish-button.tsx'
import calm from '../../../shell/calm.module.css'
import classes from './series.module.css'

/** Questions from the audience; what most want to know comes first. Editors say what is answered, and hide what does not belong here. */
export function QuestionsCard({ whole: { questions, asking, editor, wants: known } }: { whole: Talk }) {
  const { t } = useLingui()
  const fault = useSeriesFault()
  const { series, date, service, again } = useSeriesPath()
  const { wants, state: queue, wish } = useWishes(known)
  const moderate = useMutation({ mutationFn: ({ id, state }: { readonly id: string; readonly state: QuestionState }) => moderateQuestion(service, series, id, state), onSettled: again })
  return (
    <Card title={<Trans>Fragen</Trans>} icon="help">
      <WishState state={queue} />
      {moderate.isError && <Notice tone="bad" live>{fault(moderate.error)}</Notice>}
      {questions.length === 0 && <p className={calm['dim']}><Trans>Noch keine Frage. Stellen Sie Ihre schon jetzt; alle können sie mit einer Stimme nach oben bringen.</Trans></p>}
      <ul className={calm['list']} aria-label={t`Fragen`}>
        {questions.map(({ id, text, by, state, votes }) => {
          const own = wants(id)
          return (
            <li key={id}>
              <div className={calm['item']}>
                <div className={calm['itemText']}>
                  <span className={classes['text']}>{text}</span>
                  <span className={calm['small']}>{by}{state === 'answered' && <Tag tone="ok"><Trans>Beantwortet</Trans></Tag>}{state === 'hidden' && <Tag tone="warn" icon="eye"><Trans>Ausgeblendet</Trans></Tag>}</span>
                </div>
                <div className={`${calm['actions']} screen-only`}>
                  {asking && state === 'open' && <WishButton wanted={own} votes={votes + Number(own) - Number(known.includes(id))} label={t`Das möchte ich auch wissen: ${text}`} onWish={want => wish(id, want)} />}
                  {editor && state !== 'answered' && <Button variant="default" aria-label={t`Beantwortet: ${text}`} onClick={() => moderate.mutate({ id, state: 'answered' })}><Trans>Beantwortet</Trans></Button>}
                  {editor && <Button variant="default" aria-label={state === 'open' ? t`Ausblenden: ${text}` : t`Wieder öffnen: ${text}`} onClick={() => moderate.mutate({ id, state: state === 'open' ? 'hidden' : 'open' })}>{state === 'open' ? <Trans>Ausblenden</Trans> : <Trans>Wieder öffnen</Trans>}</Button>}
                </div>
              </div>
            </li>
          )
        })}
      </ul>
      {asking && <LineForm label={t`Ihre Frage`} action={<Trans>Frage stellen</Trans>} most={500} send={line => askQuestion(service, series, date, line)} />}
    </Card>
  )
}
