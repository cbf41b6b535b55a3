import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { fetchPost, type CallFacts } from '../../../client/news.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { PageFault } from '../page-fault.tsx'
import { BackLink } from '../back-link.tsx'
import { UndertakingsOf } from '../undertaking/undertakings-of.tsx'
import { useNetwork } from '../use-network.ts'
import { Blocks, ExternalLink } from './blocks.tsx'
import { useNewsWords } from './use-news-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './news.module.css'

/** One post, or one call with its facts. */
export function PostPage() {
  const network = useNetwork()
  const words = useNewsWords()
  const { dateTime, date } = useFormats()
  const { post: id } = useParams({ from: '/netz/$network/neues/$post' })
  const found = useQuery({ queryKey: ['network', network.slug, 'news', 'posts', id], queryFn: ({ signal }) => fetchPost(network, id, signal) })
  const back = <BackLink to="/netz/$network/neues" params={{ network: network.slug }}><Trans>Neues</Trans></BackLink>
  if (found.isPending) return <Column><Loading /></Column>
  if (found.isError) return <PageFault error={found.error} text={words.fault(found.error)} back={back} />
  const { post, blocks, related, state, over, editor } = found.data
  const from = dateTime(post.at)
  return (
    <Column>
      <PageHead title={post.title} above={back} lead={post.teaser === '' ? undefined : post.teaser}
        beside={editor && <Link className={`${calm['button']} screen-only`} data-look="quiet" to="/netz/$network/redaktion/beitrag/$post" params={{ network: network.slug, post: id }}><Trans>Bearbeiten</Trans></Link>} />
      {state === 'draft' && <Notice tone="warn"><Trans>Ein Entwurf: nur die Redaktion sieht diesen Beitrag.</Trans></Notice>}
      {state === 'planned' && <Notice tone="warn"><Trans>Geplant: der Beitrag erscheint am {from} von selbst.</Trans></Notice>}
      <p className={calm['small']}>{[date(post.at), post.author, ...post.topics].filter(part => part !== '').join(' · ')}</p>
      {post.call !== undefined && <Call call={post.call} over={over} />}
      {blocks.length > 0 && <Blocks blocks={blocks} />}
      {related.length > 0 && (
        <Card title={<Trans>Dazu gehört</Trans>} icon="forward">
          <ul className={calm['list']}>{related.map(({ title, path }) => <li key={path}><a href={path}>{title}</a></li>)}</ul>
        </Card>
      )}
      <UndertakingsOf of={{ kind: post.kind, id, title: post.title }} />
    </Column>
  )
}

function Call({ call, over }: { call: CallFacts; over: boolean }) {
  const { date } = useFormats()
  const rows = [
    [<Trans key="w">Wer fördert</Trans>, call.funder], [<Trans key="a">Wie viel</Trans>, call.amount], [<Trans key="e">Wer sich bewerben kann</Trans>, call.eligible],
    [<Trans key="d">Frist</Trans>, call.deadline === '' ? '' : date(call.deadline)],
  ] as const
  return (
    <Card title={<Trans>Auf einen Blick</Trans>} icon="calendar">
      {over && <Notice tone="warn"><Trans>Die Frist ist vorbei.</Trans></Notice>}
      <dl className={classes['facts']}>
        {rows.filter(([, value]) => value !== '').map(([name, value], at) => <div key={at}><dt>{name}</dt><dd>{value}</dd></div>)}
      </dl>
      {call.link !== '' && <p><ExternalLink href={call.link}>{hostOf(call.link)}</ExternalLink></p>}
    </Card>
  )
}

const hostOf = (link: string): string => URL.parse(link)?.hostname ?? link
