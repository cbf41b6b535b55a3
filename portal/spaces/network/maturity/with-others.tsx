import { Button, Textarea } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { answerHouse, endShare, fetchOthers, removeQuestion, setHelps, type HouseOthers, type HouseQuestion, type OfficePage } from '../../../client/maturity.ts'
import { Card, Choices, ConfirmInPlace, Item } from '../../../shell/calm.tsx'
import calm from '../../../shell/calm.module.css'
import { useFormats } from '../../../shell/format.ts'
import { Notice } from '../../../shell/notice.tsx'
import { useMaturityFault } from './use-maturity-fault.ts'
import classes from './maturity.module.css'

/** What a house has with others: where it may be asked, questions both ways, results it shows and sees. */
export function WithOthers({ network, office }: { network: string; office: OfficePage }) {
  const { i18n } = useLingui()
  const fault = useMaturityFault()
  const others = useQuery({ queryKey: ['maturity', network, 'others', office.id, i18n.locale], queryFn: ({ signal }) => fetchOthers(network, office.id, i18n.locale, signal) })
  if (others.isError) return <Notice tone="bad" live>{fault(others.error)}</Notice>
  if (!others.isSuccess) return null
  return (
    <>
      <Helps network={network} office={office.id} others={others.data} />
      <Questions network={network} office={office.id} others={others.data} />
      <Shares network={network} office={office.id} others={others.data} />
    </>
  )
}

function Helps({ network, office, others: { helps, possible } }: { network: string; office: string; others: HouseOthers }) {
  const fault = useMaturityFault()
  const queries = useQueryClient()
  const save = useMutation({ mutationFn: (next: readonly string[]) => setHelps(network, office, next), onSettled: () => queries.invalidateQueries({ queryKey: ['maturity', network] }) })
  if (possible.length === 0) return null
  const chosen = save.isPending ? save.variables : helps
  return (
    <Card title={<Trans>Andere dürfen uns fragen</Trans>} icon="share">
      <p className={classes['small']}><Trans>Häuser, die in einer Dimension mindestens zwei Stufen (bei Punkten ein Fünftel der Skala) dahinter liegen, sehen dann den Namen Ihres Hauses, also auch, dass Sie dort so viel weiter sind, und können Ihnen schreiben. Sie können es jederzeit zurücknehmen.</Trans></p>
      {save.isError && <Notice tone="bad" live>{fault(save.error)}</Notice>}
      {possible.map(({ model, title, dimensions }) => {
        const count = dimensions.filter(({ key }) => chosen.includes(key)).length
        return (
          <details key={model} className={classes['fold']}>
            <summary>{title}: <Trans>{count} ausgewählt</Trans></summary>
            <Choices several legend={<Trans>In diesen Dimensionen</Trans>} chosen={chosen} onChange={next => save.mutate(next)} options={dimensions.map(one => ({ value: one.key, label: one.title, disabled: save.isPending }))} />
          </details>
        )
      })}
    </Card>
  )
}

function Questions({ network, office, others: { received, sent } }: { network: string; office: string; others: HouseOthers }) {
  if (received.length + sent.length === 0) return null
  return (
    <Card title={<Trans>Fragen zwischen Häusern</Trans>} icon="help">
      <ul className={calm['list']}>
        {received.map(one => <li key={one.id}><Question network={network} office={office} one={one} received /></li>)}
        {sent.map(one => <li key={one.id}><Question network={network} office={office} one={one} received={false} /></li>)}
      </ul>
    </Card>
  )
}

function Question({ network, office, one, received }: { network: string; office: string; one: HouseQuestion; received: boolean }) {
  const { t } = useLingui()
  const fault = useMaturityFault()
  const { dateTime } = useFormats()
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const again = () => queries.invalidateQueries({ queryKey: ['maturity', network, 'others', office] })
  const answer = useMutation({ mutationFn: () => answerHouse(network, office, one.id, text), onSuccess: again })
  const remove = useMutation({ mutationFn: () => removeQuestion(network, office, one.id), onSuccess: again })
  const { from, to, by, dimension } = one
  return (
    <Item
      name={received ? <Trans>{from} fragt zu: {dimension}</Trans> : <Trans>Ihre Frage an {to}: {dimension}</Trans>}
      actions={<ConfirmInPlace label={<><Trans>Löschen</Trans><span className="aloud">: {dimension}, {received ? from : to}</span></>} title={<Trans>Frage und Antwort bei beiden Häusern löschen?</Trans>} confirm={<Trans>Löschen</Trans>} run={() => remove.mutate()} pending={remove.isPending} error={remove.error} />}
    >
      <span className={classes['lines']}>{one.text}</span>
      <span className={classes['small']}>{by}, {dateTime(one.at)}</span>
      {one.answer !== '' && <span className={classes['lines']}><strong><Trans>Antwort</Trans></strong> ({one.answeredBy}): {one.answer}</span>}
      {one.answer === '' && !received && <span className={classes['small']}><Trans>Noch keine Antwort.</Trans></span>}
      {one.answer === '' && received && (
        <form className={classes['form']} onSubmit={event => { event.preventDefault(); if (text.trim() !== '') answer.mutate() }}>
          <Textarea label={t`Antwort an ${from}`} value={text} onChange={event => setText(event.currentTarget.value)} autosize minRows={2} maxLength={4000} />
          {answer.isError && <Notice tone="bad" live>{fault(answer.error)}</Notice>}
          <div className={classes['actions']}><Button type="submit" disabled={text.trim() === ''} loading={answer.isPending}><Trans>Antwort senden</Trans></Button></div>
        </form>
      )}
    </Item>
  )
}

function Shares({ network, office, others: { given, seen } }: { network: string; office: string; others: HouseOthers }) {
  const { date, dateTime } = useFormats()
  const queries = useQueryClient()
  const end = useMutation({ mutationFn: (share: string) => endShare(network, office, share), onSuccess: () => queries.invalidateQueries({ queryKey: ['maturity', network, 'others', office] }) })
  if (given.length + seen.length === 0) return null
  const ending = (id: string, words: string) => <ConfirmInPlace label={<><Trans>Beenden</Trans><span className="aloud">: {words}</span></>} title={<Trans>Das Teilen sofort beenden?</Trans>} confirm={<Trans>Beenden</Trans>} run={() => end.mutate(id)} pending={end.isPending} error={end.error} />
  return (
    <Card title={<Trans>Geteilte Ergebnisse</Trans>} icon="eye">
      <ul className={calm['list']}>
        {given.map(one => {
          const [day, until, to, count, mail] = [date(one.day), date(one.until), one.to ?? '', one.views.length, one.mail]
          const last = one.views.at(-1)
          return (
            <li key={one.id}>
              <Item name={one.to === null ? one.mail === '' ? <Trans>Ergebnis vom {day}: Link noch nicht eingelöst</Trans> : <Trans>Ergebnis vom {day}: Link an {mail} noch nicht eingelöst</Trans> : <Trans>{to} sieht Ihr Ergebnis vom {day}</Trans>} actions={ending(one.id, day)}>
                <span className={classes['small']}>{one.valid ? <Trans>bis {until}</Trans> : <Trans>abgelaufen am {until}</Trans>}</span>
                {last !== undefined && <span className={classes['small']}><Trans>{count}-mal angesehen, zuletzt {dateTime(last.at)} von {last.by}</Trans></span>}
              </Item>
            </li>
          )
        })}
        {seen.map(({ id, day, until, from }) => {
          const [on, ends] = [date(day), date(until)]
          return (
            <li key={id}>
              <Item name={<Link to="/netz/$network/reifegrad/$office/geteilt/$share" params={{ network, office, share: id }}><Trans>{from}: Ergebnis vom {on}</Trans></Link>} actions={ending(id, from)}>
                <span className={classes['small']}><Trans>bis {ends}. Das Haus sieht, wer es ansieht.</Trans></span>
              </Item>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
