import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouteContext } from '@tanstack/react-router'
import { fetchGroups } from '../../../client/groups.ts'
import { networkPath } from '../../../client/network.ts'
import { Card, Item } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { Notice } from '../../../shell/notice.tsx'
import { useNetwork } from '../use-network.ts'
import { GroupStage } from './group-stage.tsx'
import calm from '../../../shell/calm.module.css'

/** The working groups of an undertaking, and for who has an account the way to begin one. Nothing is shown where there is neither. */
export function GroupsOf({ undertaking }: { undertaking: { readonly id: string; readonly title: string } }) {
  const network = useNetwork()
  const faultText = useFaultText()
  const { visitor } = useRouteContext({ from: '/netz/$network' })
  const found = useQuery({ queryKey: ['group', network.slug, 'of', undertaking.id], queryFn: ({ signal }) => fetchGroups(networkPath(network, 'community'), undertaking.id, signal), staleTime: 30_000 })
  const groups = found.data?.groups ?? []
  const mayBegin = visitor !== null || network.editor
  if (!mayBegin && groups.length === 0 && !found.isError) return null
  const params = { network: network.slug }
  return (
    <div className={groups.length === 0 ? 'screen-only' : undefined}><Card title={<Trans>Arbeitsgruppen</Trans>} icon="people">
      {found.isError && <Notice tone="bad" live>{faultText(found.error)}</Notice>}
      {groups.length > 0 && (
        <ul className={calm['list']}>
          {groups.map(({ id, title, purpose, stage }) => (
            <li key={id}><Item name={<Link to="/netz/$network/gruppen/$group" params={{ ...params, group: id }}>{title}</Link>} tag={<GroupStage stage={stage} />}><span>{purpose}</span></Item></li>
          ))}
        </ul>
      )}
      {mayBegin && <p className="screen-only"><Link className={calm['button'] ?? ''} data-look="quiet" to="/netz/$network/gruppen/neu" params={params} search={{ vorhaben: undertaking.id, titel: undertaking.title }}><Trans>Arbeitsgruppe dazu beginnen</Trans></Link></p>}
    </Card></div>
  )
}
