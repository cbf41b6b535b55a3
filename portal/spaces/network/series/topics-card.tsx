import { Button, Textarea, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState, type SubmitEvent } from 'react'
import { freshUuid } from '../../../client/fresh-uuid.ts'
import { proposeTopic, removeTopic, type Series } from '../../../client/series.ts'
import { Card } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useSeriesFault, useSeriesPath, useWishes } from './use-series.ts'
import { WishButton, WishState } from './wish-button.tsx'
import calm from '../../../shell/calm.module.css'

/** What visitors want to hear about: proposed and voted on without an account. */
export function TopicsCard({ whole: { id, series, topics, wants: known, editor } }: { whole: Series }) {
  const { t } = useLingui()
  const fault = useSeriesFault()
  const { service, again } = useSeriesPath()
  const { wants, state, wish } = useWishes(known)
  const open = series.stage === 'open'
  const remove = useMutation({ mutationFn: (topic: string) => removeTopic(service, id, topic), onSettled: again })
  if (topics.length === 0 && !(open && series.proposing)) return null
  return (
    <Card title={<Trans>Themenwünsche</Trans>} icon="up">
      <WishState state={state} />
      {topics.length === 0 && <p className={calm['dim']}><Trans>Noch kein Wunsch. Machen Sie den Anfang.</Trans></p>}
      {remove.isError && <Notice tone="bad" live>{fault(remove.error)}</Notice>}
      <ul className={calm['list']} aria-label={t`Themenwünsche`}>
        {topics.map(({ id: topic, title, about, votes }) => {
          const own = wants(topic)
          return (
            <li key={topic}>
              <div className={calm['item']}>
                <div className={calm['itemText']}><span className={calm['itemName']}>{title}</span>{about !== '' && <span>{about}</span>}</div>
                <div className={calm['actions']}>
                  {open && <WishButton wanted={own} votes={votes + Number(own) - Number(known.includes(topic))} label={t`Das interessiert mich: ${title}`} onWish={want => wish(topic, want)} />}
                  {editor && <Button variant="default" aria-label={t`Entfernen: ${title}`} onClick={() => remove.mutate(topic)}><Trans>Entfernen</Trans></Button>}
                </div>
              </div>
            </li>
          )
        })}
      </ul>
      {open && series.proposing && <Propose />}
    </Card>
  )
}

function Propose() {
  const { t } = useLingui()
  const fault = useSeriesFault()
  const { series, service, again } = useSeriesPath()
  const [topic, setTopic] = useState({ title: '', about: '' })
  const [tried, setTried] = useState(false)
  // One key until it is answered: a lost answer makes no second topic.
  const key = useRef(freshUuid())
  const propose = useMutation({
    mutationFn: () => proposeTopic(service, series, { key: key.current, title: topic.title.trim(), about: topic.about.trim() }),
    onSuccess: async () => {
      key.current = freshUuid()
      setTopic({ title: '', about: '' })
      setTried(false)
      await again()
    },
  })
  const submit = (sent: SubmitEvent<HTMLFormElement>) => {
    sent.preventDefault()
    setTried(true)
    if (topic.title.trim() !== '') propose.mutate()
  }
  return (
    <form onSubmit={submit} className={`${calm['form']} screen-only`} noValidate>
      <TextInput size="md" label={t`Ihr Thema`} maxLength={160} value={topic.title} onChange={typed => setTopic({ ...topic, title: typed.currentTarget.value })} error={tried && topic.title.trim() === '' ? t`Bitte ausfüllen.` : undefined} />
      <Textarea size="md" label={t`Was möchten Sie wissen? (freiwillig)`} autosize minRows={2} maxLength={600} value={topic.about} onChange={typed => setTopic({ ...topic, about: typed.currentTarget.value })} />
      {propose.isError && <Notice tone="bad" live>{fault(propose.error)}</Notice>}
      <div className={calm['actions']}><Button type="submit" loading={propose.isPending}><Trans>Thema vorschlagen</Trans></Button></div>
    </form>
  )
}
