import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation, useRouteContext } from '@tanstack/react-router'
import { fetchUndertakings } from '../../../client/undertakings.ts'
import { Card, Item } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useNetwork } from '../use-network.ts'
import { useUndertakingWords } from './use-undertaking-words.ts'
import calm from '../../../shell/calm.module.css'

/** What came of a session, poll, meeting, actor …, and for who has an account the way to begin something. Nothing is shown where there is neither. */
export function UndertakingsOf({ of }: { of: { readonly kind: string; readonly id: string; readonly title: string } }) {
  const network = useNetwork()
  const words = useUndertakingWords()
  const { pathname } = useLocation()
  const { visitor } = useRouteContext({ from: '/netz/$network' })
  const found = useQuery({ queryKey: ['network', network.slug, 'undertakings', 'of', of.kind, of.id], queryFn: ({ signal }) => fetchUndertakings(network, signal, of), staleTime: 30_000 })
  const undertakings = found.data?.undertakings ?? []
  const mayBegin = visitor !== null || network.editor
  if (!mayBegin && undertakings.length === 0 && !found.isError) return null
  const params = { network: network.slug }
  return (
    <div className={undertakings.length === 0 ? 'screen-only' : undefined}><Card title={<Trans>Vorhaben, die daraus entstanden</Trans>} icon="forward">
      {found.isError && <Notice tone="bad" live>{words.fault(found.error)}</Notice>}
      {undertakings.length > 0 && (
        <ul className={calm['list']}>
          {undertakings.map(({ id, title, stage, forWhom }) => (
            <li key={id}><Item name={<Link to="/netz/$network/vorhaben/$undertaking" params={{ ...params, undertaking: id }}>{title}</Link>}><span>{[words.stage(stage), forWhom].filter(part => part !== '').join(' · ')}</span></Item></li>
          ))}
        </ul>
      )}
      {mayBegin && (
        <>
          {found.isSuccess && undertakings.length === 0 && <p className={calm['dim']}><Trans>Noch keines. Ein Vorhaben hält fest, was gebraucht wird und wer mitmacht.</Trans></p>}
          <p className="screen-only"><Link className={calm['button'] ?? ''} data-look="quiet" to="/netz/$network/vorhaben/neu" params={params} search={{ aus: `${of.kind}/${of.id}`, titel: of.title, pfad: pathname }}><Trans>Vorhaben daraus beginnen</Trans></Link></p>
        </>
      )}
    </Card></div>
  )
}
