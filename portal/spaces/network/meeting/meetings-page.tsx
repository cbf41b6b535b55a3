import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { fetchMeetings, type MeetingLine } from '../../../client/meetings.ts'
import { Card, Column, Item } from '../../../shell/calm.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNow } from '../../../shell/use-now.ts'
import { BackToDates } from '../dates/back-to-dates.tsx'
import { useNetwork } from '../use-network.ts'
import { useMeetingWords } from './use-meeting-words.ts'
import calm from '../../../shell/calm.module.css'

/** The meetings of the health offices: what comes next first, then what was. */
export function MeetingsPage() {
  const { t } = useLingui()
  const words = useMeetingWords()
  const network = useNetwork()
  const now = useNow(60_000)
  const found = useQuery({ queryKey: ['meeting', network.slug, 'all'], queryFn: ({ signal }) => fetchMeetings(network, signal) })
  const meetings = found.data?.meetings ?? []
  const coming = meetings.filter(({ end }) => Date.parse(end) >= now).toReversed()
  const been = meetings.filter(({ end }) => Date.parse(end) < now)
  return (
    <Column>
      <PageHead
        above={<BackToDates />} title={t`Treffen der Gesundheitsämter`} lead={<Trans>Jedes Amt bringt eine Karte mit: worauf es stolz ist, was gerade schwer ist, was als Nächstes kommt. Daraus wird der Ablauf.</Trans>}
        beside={found.data?.editor === true && <Link className={calm['button'] ?? ''} to="/netz/$network/treffen/neu" params={{ network: network.slug }}><Trans>Treffen anlegen</Trans></Link>}
      />
      {found.isError && <Notice tone="bad" live>{words.fault(found.error)}</Notice>}
      {found.isPending && <Loading />}
      {found.isSuccess && (
        <Card title={<Trans>Nächste Treffen</Trans>} icon="calendar">
          {coming.length === 0 ? <Empty icon="calendar" title={<Trans>Noch kein Termin</Trans>}><Trans>Sobald ein Treffen feststeht, steht es hier, und Sie können Ihr Amt anmelden.</Trans></Empty> : <Lines meetings={coming} />}
        </Card>
      )}
      {been.length > 0 && <Card title={<Trans>Bisherige Treffen</Trans>} icon="clock"><Lines meetings={been} /></Card>}
    </Column>
  )
}

function Lines({ meetings }: { meetings: readonly MeetingLine[] }) {
  const words = useMeetingWords()
  const { slug } = useNetwork()
  return (
    <ul className={calm['list']}>
      {meetings.map(one => (
        <li key={one.id}>
          <Item
            name={<Link to="/netz/$network/treffen/$meeting" params={{ network: slug, meeting: one.id }}>{one.title}</Link>}
            tag={one.stage === 'hidden' ? <Tag tone="warn"><Trans>Noch nicht öffentlich</Trans></Tag> : one.cancelled ? <Tag tone="bad"><Trans>Abgesagt</Trans></Tag> : undefined}
            actions={one.minutes ? <Link to="/netz/$network/treffen/$meeting/protokoll" params={{ network: slug, meeting: one.id }}><Trans>Protokoll</Trans><span className="aloud">: {one.title}, {words.when(one)}</span></Link> : undefined}
          >
            <span>{words.when(one)} · {words.where(one)}</span>
          </Item>
        </li>
      ))}
    </ul>
  )
}
