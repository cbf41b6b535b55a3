import { Checkbox } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { deleteAssessment, deleteOffice, endInvitation, fetchOffice, removeMember, setLeave, type AssessmentLine, type OfficePage as Office } from '../../../client/maturity.ts'
import { Card, ConfirmInPlace, Item } from '../../../shell/calm.tsx'
import calm from '../../../shell/calm.module.css'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { InviteButton } from './invite-button.tsx'
import { NewAssessment } from './new-assessment.tsx'
import { Targets } from './targets.tsx'
import { useMaturityFault } from './use-maturity-fault.ts'
import { useMaturityWords } from './use-maturity-words.ts'
import { WithOthers } from './with-others.tsx'
import classes from './maturity.module.css'

/** A house: its assessments, targets, members, and whether its results go into the figures about all. */
export function OfficePage() {
  const { t, i18n } = useLingui()
  const fault = useMaturityFault()
  const { network, office: id } = useParams({ from: '/netz/$network/reifegrad/$office' })
  const office = useQuery({ queryKey: ['maturity', network, 'office', id, i18n.locale], queryFn: ({ signal }) => fetchOffice(network, id, i18n.locale, signal) })
  const above = <Link to="/netz/$network/reifegrad" params={{ network }}><Trans>Reifegrad</Trans></Link>
  if (office.isError) return <div className={classes['page']}><PageHead title={t`Haus`} above={above} /><Notice tone="bad" live>{fault(office.error)}</Notice></div>
  if (!office.isSuccess) return <Loading />
  return (
    <div className={classes['page']}>
      <PageHead title={office.data.name} above={above} />
      <Assessments network={network} office={office.data} />
      <Targets network={network} office={office.data} />
      <Peers network={network} office={office.data} />
      <WithOthers network={network} office={office.data} />
      <Members network={network} office={office.data} />
    </div>
  )
}

function Assessments({ network, office }: { network: string; office: Office }) {
  return (
    <Card title={<Trans>Einschätzungen</Trans>} icon="chart">
      {office.assessments.length === 0
        ? <Empty icon="chart" title={<Trans>Noch keine Einschätzung</Trans>}><Trans>Beginnen Sie mit dem Modell, das zu Ihrem Haus passt. Sie können jederzeit unterbrechen.</Trans></Empty>
        : <ul className={calm['list']}>{office.assessments.map(one => <li key={one.id}><Assessment network={network} office={office.id} one={one} /></li>)}</ul>}
      <NewAssessment network={network} office={office} />
    </Card>
  )
}

function Assessment({ network, office, one }: { network: string; office: string; one: AssessmentLine }) {
  const words = useMaturityWords()
  const { date } = useFormats()
  const queries = useQueryClient()
  const remove = useMutation({ mutationFn: () => deleteAssessment(network, office, one.id), onSuccess: () => queries.invalidateQueries({ queryKey: ['maturity', network] }) })
  const params = { network, office, assessment: one.id }
  const title = `${words.kind(one.kind)} ${date(one.day)}`
  const answered = one.items - one.open
  const { items } = one
  return (
    <Item
      name={title} tag={one.completed === null ? <Tag tone="warn"><Trans>{answered} von {items} beantwortet</Trans></Tag> : <Tag tone="ok"><Trans>Abgeschlossen</Trans></Tag>}
      actions={(
        <div className={classes['actions']}>
          {one.completed === null && <Link className={classes['link']} to="/netz/$network/reifegrad/$office/$assessment" params={params}><Trans>Weiter ausfüllen</Trans><span className="aloud">: {title}</span></Link>}
          <Link className={classes['link']} to="/netz/$network/reifegrad/$office/$assessment/ergebnis" params={params}><Trans>Ergebnis</Trans><span className="aloud">: {title}</span></Link>
          <ConfirmInPlace label={<><Trans>Löschen</Trans><span className="aloud">: {title}</span></>} title={one.completed === null ? <Trans>{title} mit allen Antworten löschen?</Trans> : <Trans>{title} mit allen Antworten löschen, dazu die Ziele, die davon ausgehen? Häuser, denen Sie das Ergebnis zeigen, sehen es nicht mehr.</Trans>} confirm={<Trans>Löschen</Trans>} run={() => remove.mutate()} pending={remove.isPending} error={remove.error} />
        </div>
      )}
    >
      <span className={classes['small']}>{one.title}{one.team.length > 0 && <> · {one.team.join(', ')}</>}</span>
    </Item>
  )
}

function Peers({ network, office }: { network: string; office: Office }) {
  const { t } = useLingui()
  const fault = useMaturityFault()
  const queries = useQueryClient()
  const leave = useMutation({ mutationFn: (peers: boolean) => setLeave(network, office.id, peers), onSuccess: () => queries.invalidateQueries({ queryKey: ['maturity', network] }) })
  return (
    <Card title={<Trans>Vergleich mit anderen</Trans>} icon="share">
      <Checkbox
        label={t`Unsere Ergebnisse gehen ohne Namen in die Zahlen aller Häuser ein`} checked={office.peers} disabled={leave.isPending} onChange={event => leave.mutate(event.currentTarget.checked)}
        description={t`Gezeigt werden nur Median und mittlere Hälfte, und nur, wenn mindestens fünf andere dahinterstehen. Neue Zahlen erscheinen erst, wenn sich bei mindestens fünf Häusern etwas geändert hat. Nehmen Sie die Erlaubnis zurück, fehlt Ihr Haus ab der nächsten Ausgabe.`}
      />
      {leave.isError && <Notice tone="bad" live>{fault(leave.error)}</Notice>}
    </Card>
  )
}

function Members({ network, office }: { network: string; office: Office }) {
  const { date, dateTime } = useFormats()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const again = () => queries.invalidateQueries({ queryKey: ['maturity', network] })
  const remove = useMutation({ mutationFn: (ref: string) => removeMember(network, office.id, ref), onSuccess: again })
  const withdraw = useMutation({ mutationFn: (invitation: string) => endInvitation(network, office.id, invitation), onSuccess: again })
  const end = useMutation({ mutationFn: () => deleteOffice(network, office.id), onSuccess: async () => { await again(); await navigate({ to: '/netz/$network/reifegrad', params: { network } }) } })
  return (
    <Card title={<Trans>Mitglieder</Trans>} icon="people">
      <ul className={calm['list']}>
        {office.members.map(({ ref, name, since, you }) => {
          const from = date(since)
          return (
            <li key={ref}>
              <Item name={name} tag={you ? <Tag tone="quiet" icon="person"><Trans>Sie</Trans></Tag> : undefined} actions={office.members.length === 1 ? undefined : (
                <ConfirmInPlace
                  label={you ? <Trans>Austreten</Trans> : <><Trans>Entfernen</Trans><span className="aloud">: {name}</span></>} title={you ? <Trans>Aus diesem Haus austreten?</Trans> : <Trans>{name} entfernen?</Trans>} confirm={you ? <Trans>Austreten</Trans> : <Trans>Entfernen</Trans>}
                  run={() => remove.mutate(ref)} pending={remove.isPending} error={remove.error}
                />
              )}><span className={classes['small']}><Trans>seit {from}</Trans></span></Item>
            </li>
          )
        })}
        {office.invitations.map(({ id, by, mail, until }) => {
          const at = dateTime(until)
          return (
            <li key={id}>
              <Item name={mail === '' ? <Trans>Einladung von {by}</Trans> : <Trans>Einladung von {by} an {mail}</Trans>} tag={<Tag tone="quiet" icon="clock"><Trans>Noch offen</Trans></Tag>} actions={(
                <ConfirmInPlace label={<><Trans>Zurücknehmen</Trans><span className="aloud">: {mail === '' ? at : mail}</span></>} title={<Trans>Diese Einladung zurücknehmen? Der Link gilt dann nicht mehr.</Trans>} confirm={<Trans>Zurücknehmen</Trans>} run={() => withdraw.mutate(id)} pending={withdraw.isPending} error={withdraw.error} />
              )}><span className={classes['small']}><Trans>gilt bis {at}</Trans></span></Item>
            </li>
          )
        })}
      </ul>
      <div className={classes['actions']}>
        <InviteButton network={network} office={office.id} />
        <ConfirmInPlace label={<Trans>Haus löschen</Trans>} title={<Trans>Das Haus mit allen Einschätzungen und Zielen endgültig löschen?</Trans>} confirm={<Trans>Endgültig löschen</Trans>} run={() => end.mutate()} pending={end.isPending} error={end.error} />
      </div>
    </Card>
  )
}
