import { Button, TextInput } from '@mantine/core'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type SubmitEvent } from 'react'
import { fixPoll, ranked, removePoll, type Poll, type PollChoice, type PollChoices } from '../../../client/polls.ts'
import { Card, Column, ConfirmInPlace } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice, Tag } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { PageFault } from '../page-fault.tsx'
import { BackLink } from '../back-link.tsx'
import { UndertakingsOf } from '../undertaking/undertakings-of.tsx'
import { useAnswer, usePoll, usePollPath, usePollWords } from './use-poll.ts'
import calm from '../../../shell/calm.module.css'
import classes from './poll.module.css'

const choices: readonly PollChoice[] = ['yes', 'maybe', 'no']

/** Finding a date or place: answering without an account, what all have said, and what it comes to. */
export function PollPage() {
  const words = usePollWords()
  const poll = usePoll()
  if (poll.isPending) return <Loading />
  return poll.data === undefined ? <PageFault error={poll.error} text={words.fault(poll.error)} back={<BackToPolls />} /> : <Column><Whole poll={poll.data} /></Column>
}

function BackToPolls() {
  const { network } = usePollPath()
  return <BackLink to="/netz/$network/umfragen" params={{ network }}><Trans>Umfragen</Trans></BackLink>
}

function Whole({ poll }: { poll: Poll }) {
  const { dateTime } = useFormats()
  const words = usePollWords()
  const { network, service } = usePollPath()
  const { title, about, closes, fixed, group, options } = poll.poll
  const chosen = options.find(({ id }) => id === fixed)
  const calendar = group === '' ? new URLSearchParams({ kinds: 'poll', id: poll.id }) : new URLSearchParams({ kinds: 'meeting', id: poll.id })
  return (
    <>
      <PageHead title={title} above={<BackToPolls />} lead={poll.open ? <Trans>Bitte antworten Sie bis {dateTime(closes)}.</Trans> : <Trans>Die Umfrage ist beendet.</Trans>} />
      {about !== '' && <p className={classes['text']}>{about}</p>}
      {chosen !== undefined && (
        <Card title={<Trans>Das ist es geworden</Trans>} icon="check" tone="brand">
          <p><strong>{words.option(chosen)}</strong></p>
          {chosen.start !== '' && (poll.poll.listed || group !== '') && <p className="screen-only"><a className={calm['button']} data-look="quiet" href={`${service}/calendar.ics?${calendar.toString()}`} download><Icon name="calendar" /><Trans>In den Kalender</Trans></a></p>}
        </Card>
      )}
      {poll.open && <AnswerCard poll={poll} />}
      <AnswersCard poll={poll} />
      {group !== '' && <p className="screen-only"><Link to="/netz/$network/gruppen/$group" params={{ network, group }}><Trans>Zur Arbeitsgruppe</Trans></Link></p>}
      {poll.maker && <MakerCard poll={poll} />}
      <UndertakingsOf of={{ kind: 'poll', id: poll.id, title }} />
    </>
  )
}

function useChoiceWords(): Readonly<Record<PollChoice, string>> {
  const { t } = useLingui()
  return { yes: t`Ja`, maybe: t`Wenn nötig`, no: t`Nein` }
}

function AnswerCard({ poll }: { poll: Poll }) {
  const { t } = useLingui()
  const words = usePollWords()
  const said = useChoiceWords()
  const { state, send } = useAnswer()
  const known = state.waiting.at(-1)?.body ?? poll.answers.find(({ own }) => own)
  const [name, setName] = useState(known?.name ?? '')
  const [answers, setAnswers] = useState<PollChoices>(known?.answers ?? {})
  const [tried, setTried] = useState(false)
  const [sent, setSent] = useState(false)
  const nameMissing = !poll.poll.anonymous && name.trim() === ''
  const nothing = Object.keys(answers).length === 0
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (nameMissing || nothing) return
    send({ name: name.trim(), answers })
    setSent(true)
  }
  return (
    <Card title={known === undefined ? <Trans>Ihre Antwort</Trans> : <Trans>Ihre Antwort ändern</Trans>} icon="check">
      <div role="status">
        {state.waiting.length > 0 && state.trouble === 'offline' && <Notice tone="warn"><Trans>Ihre Antwort ist gespeichert und wird gesendet, sobald Sie wieder Netz haben.</Trans></Notice>}
        {state.waiting.length > 0 && state.trouble !== undefined && state.trouble !== 'offline' && <Notice tone="bad">{words.fault(state.trouble)}</Notice>}
        {sent && state.waiting.length === 0 && <Notice tone="ok"><Trans>Danke, Ihre Antwort ist angekommen. Sie können sie in diesem Browser jederzeit ändern.</Trans></Notice>}
      </div>
      <form onSubmit={submit} className={calm['form']} noValidate>
        <TextInput
          size="md" label={poll.poll.anonymous ? t`Ihr Name (freiwillig)` : t`Ihr Name`} description={poll.poll.anonymous ? t`Sieht nur, wer die Umfrage gemacht hat.` : t`Alle, die die Umfrage öffnen, sehen ihn.`} autoComplete="name" maxLength={80}
          value={name} onChange={change => setName(change.currentTarget.value)} error={tried && nameMissing ? t`Bitte geben Sie einen Namen an.` : undefined}
        />
        <div>
          {poll.poll.options.map(option => (
            <fieldset key={option.id} className={classes['option']}>
              <legend>{words.option(option)}</legend>
              <div className={classes['choices']}>
                {choices.map(choice => <label key={choice}><input type="radio" name={option.id} checked={answers[option.id] === choice} onChange={() => setAnswers({ ...answers, [option.id]: choice })} />{said[choice]}</label>)}
              </div>
            </fieldset>
          ))}
        </div>
        {tried && nothing && <Notice tone="bad" live><Trans>Bitte wählen Sie mindestens einmal aus.</Trans></Notice>}
        <div className={calm['actions']}><Button type="submit" size="md"><Trans>Antwort senden</Trans></Button></div>
      </form>
    </Card>
  )
}

function AnswersCard({ poll }: { poll: Poll }) {
  const words = usePollWords()
  const said = useChoiceWords()
  const cell = (choice: PollChoice, names: readonly string[]) => {
    const known = names.filter(name => name !== '')
    return <td key={choice} data-label={said[choice]}>{names.length}{known.length > 0 && <span className={classes['names']}>{known.join(', ')}</span>}</td>
  }
  return (
    <Card title={<Trans>Alle Antworten</Trans>} icon="table">
      <p><Plural value={poll.answers.length} _0="Noch hat niemand geantwortet." one="Eine Person hat geantwortet." other="# Personen haben geantwortet." /></p>
      <table className={classes['table']}>
        <thead><tr><th scope="col"><Trans>Vorschlag</Trans></th>{choices.map(choice => <th key={choice} scope="col">{said[choice]}</th>)}</tr></thead>
        <tbody>
          {ranked(poll).map(({ option, yes, maybe, no }) => (
            <tr key={option.id} data-fixed={option.id === poll.poll.fixed}>
              <th scope="row">{words.option(option)}{option.id === poll.poll.fixed && <> <Tag tone="ok"><Trans>Gewählt</Trans></Tag></>}</th>
              {cell('yes', yes)}{cell('maybe', maybe)}{cell('no', no)}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}

function MakerCard({ poll }: { poll: Poll }) {
  const { t } = useLingui()
  const words = usePollWords()
  const navigate = useNavigate()
  const { network, service, again } = usePollPath()
  const fix = useMutation({ mutationFn: (option: string) => fixPoll(service, poll.id, option), onSettled: again })
  const remove = useMutation({
    mutationFn: () => removePoll(service, poll.id),
    onSuccess: () => navigate({ to: '/netz/$network/umfragen', params: { network } }),
  })
  return (
    <Card title={<Trans>Ergebnis festlegen</Trans>} icon="key">
      {fix.isError && <Notice tone="bad" live>{words.fault(fix.error)}</Notice>}
      {poll.poll.fixed === '' && (
        <>
          <p>{poll.poll.group === '' ? <Trans>Danach nimmt die Umfrage keine Antworten mehr an.</Trans> : <Trans>Danach nimmt die Umfrage keine Antworten mehr an, und der Termin steht bei der Gruppe.</Trans>}</p>
          <ul className={calm['list']}>
            {ranked(poll).map(({ option, yes }) => (
              <li key={option.id}><div className={calm['item']}><div className={calm['itemText']}>{words.option(option)}</div><Button variant="default" aria-label={t`Festlegen: ${words.option(option)}`} onClick={() => fix.mutate(option.id)}><Trans>Festlegen</Trans> ({yes.length})</Button></div></li>
            ))}
          </ul>
        </>
      )}
      <ConfirmInPlace label={<Trans>Umfrage löschen</Trans>} title={<Trans>Die Umfrage und alle Antworten werden gelöscht.</Trans>} confirm={<Trans>Ja, löschen</Trans>} run={() => remove.mutate()} pending={remove.isPending} error={remove.error} />
    </Card>
  )
}
