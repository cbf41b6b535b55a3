import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouteContext } from '@tanstack/react-router'
import { fetchGroups } from '../../../client/groups.ts'
import { Card, Column, Item } from '../../../shell/calm.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNetwork } from '../use-network.ts'
import { GroupStage } from './group-stage.tsx'
import { useGroupFault, useGroupPath } from './use-group.ts'
import calm from '../../../shell/calm.module.css'

/** The network's working groups. */
export function GroupsPage() {
  const { t } = useLingui()
  const fault = useGroupFault()
  const { editor } = useNetwork()
  const { network, service } = useGroupPath()
  const { visitor } = useRouteContext({ from: '/netz/$network' })
  const found = useQuery({ queryKey: ['group', network], queryFn: ({ signal }) => fetchGroups(service, undefined, signal) })
  return (
    <Column>
      <PageHead
        title={t`Arbeitsgruppen`} lead={<Trans>Wer hier mitmacht, arbeitet an einer Sache, bis sie erledigt ist. Auftrag, Termine und Ergebnisse kann jeder lesen.</Trans>}
        beside={(visitor !== null || editor) && <Link className={calm['button'] ?? ''} to="/netz/$network/gruppen/neu" params={{ network }}><Trans>Gruppe beginnen</Trans></Link>}
      />
      {found.isPending && <Loading />}
      {found.isError && <Notice tone="bad" live>{fault(found.error)}</Notice>}
      {found.data?.groups.length === 0 && <Empty icon="people" title={<Trans>Noch keine Arbeitsgruppe</Trans>}><Trans>Wer ein Konto hat, kann eine beginnen; die Redaktion veröffentlicht sie.</Trans></Empty>}
      {found.data !== undefined && found.data.groups.length > 0 && (
        <Card title={<Trans>Alle Gruppen</Trans>} icon="people">
          <ul className={calm['list']}>
            {found.data.groups.map(({ id, title, purpose, stage, topics }) => (
              <li key={id}>
                <Item name={<Link to="/netz/$network/gruppen/$group" params={{ network, group: id }}>{title}</Link>} tag={<GroupStage stage={stage} />}>
                  <span>{purpose}</span>
                  {topics.length > 0 && <span className={calm['small']}>{topics.join(' · ')}</span>}
                </Item>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Column>
  )
}
