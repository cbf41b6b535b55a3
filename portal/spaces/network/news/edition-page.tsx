import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { fetchEdition, groupsOf } from '../../../client/news.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { PageFault } from '../page-fault.tsx'
import { BackLink } from '../back-link.tsx'
import { useNetwork } from '../use-network.ts'
import { Blocks } from './blocks.tsx'
import { useNewsWords } from './use-news-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './news.module.css'

/** An edition as it was sent, for the archive and for paper. */
export function EditionPage() {
  const network = useNetwork()
  const words = useNewsWords()
  const { date } = useFormats()
  const { edition: id } = useParams({ from: '/netz/$network/neues/ausgabe/$edition' })
  const found = useQuery({ queryKey: ['network', network.slug, 'news', 'editions', id], queryFn: ({ signal }) => fetchEdition(network, id, signal) })
  const params = { network: network.slug }
  const back = <BackLink to="/netz/$network/neues" params={params}><Trans>Neues</Trans></BackLink>
  if (found.isPending) return <Column><Loading /></Column>
  if (found.isError) return <PageFault error={found.error} text={words.fault(found.error)} back={back} />
  const { title, begun, blocks, entries, state } = found.data
  return (
    <Column>
      <PageHead title={title} above={back} lead={begun === null ? undefined : date(begun)}
        beside={<button type="button" className={`${calm['button']} screen-only`} data-look="quiet" onClick={() => window.print()}><Icon name="printer" /><Trans>Drucken</Trans></button>} />
      {state === 'draft' && <Notice tone="warn"><Trans>Ein Entwurf: nur die Redaktion sieht diese Ausgabe.</Trans></Notice>}
      {blocks.length > 0 && <Blocks blocks={blocks} />}
      {groupsOf(entries).map(group => (
        <Card key={group} title={words.group(group)}>
          <ul className={calm['list']}>
            {entries.filter(entry => entry.group === group).map(entry => (
              <li key={entry.id} className={classes['entry']}>
                <a href={entry.path}><strong>{entry.title}</strong></a>
                {words.note(entry) !== '' && <span>{words.note(entry)}</span>}
                {entry.summary !== '' && <span>{entry.summary}</span>}
              </li>
            ))}
          </ul>
        </Card>
      ))}
      <p className="screen-only"><Link to="/netz/$network/neues/abo" params={params}><Trans>Die nächste Ausgabe per E-Mail bekommen</Trans></Link></p>
    </Column>
  )
}
