import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouteContext } from '@tanstack/react-router'
import { fetchPolls } from '../../../client/polls.ts'
import { Card, Column, Item } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackToDates } from '../dates/back-to-dates.tsx'
import { useNetwork } from '../use-network.ts'
import { usePollPath, usePollWords } from './use-poll.ts'
import calm from '../../../shell/calm.module.css'

/** The polls that everybody may find. */
export function PollsPage() {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  const words = usePollWords()
  const { editor } = useNetwork()
  const { network, service } = usePollPath()
  const { visitor } = useRouteContext({ from: '/netz/$network' })
  const found = useQuery({ queryKey: ['poll', network], queryFn: ({ signal }) => fetchPolls(service, signal) })
  return (
    <Column>
      <PageHead
        above={<BackToDates />} title={t`Umfragen`} lead={<Trans>Wann und wo es den meisten passt. Antworten kann jeder, ohne Konto.</Trans>}
        beside={(visitor !== null || editor) && <Link className={calm['button'] ?? ''} to="/netz/$network/umfragen/neu" params={{ network }}><Trans>Umfrage anlegen</Trans></Link>}
      />
      {found.isPending && <Loading />}
      {found.isError && <Notice tone="bad" live>{words.fault(found.error)}</Notice>}
      {found.data?.polls.length === 0 && <Empty icon="calendar" title={<Trans>Zurzeit keine Umfrage</Trans>}><Trans>Umfragen, die nur mit ihrem Link zu finden sind, stehen hier nicht.</Trans></Empty>}
      {found.data !== undefined && found.data.polls.length > 0 && (
        <Card title={<Trans>Alle Umfragen</Trans>} icon="calendar">
          <ul className={calm['list']}>
            {found.data.polls.map(({ id, title, closes, open }) => (
              <li key={id}>
                <Item name={<Link to="/netz/$network/umfragen/$poll" params={{ network, poll: id }}>{title}</Link>} tag={open ? <Tag tone="ok"><Trans>Offen</Trans></Tag> : <Tag tone="quiet"><Trans>Beendet</Trans></Tag>}>
                  {open && <span className={calm['small']}><Trans>bis {dateTime(closes)}</Trans></span>}
                </Item>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Column>
  )
}
