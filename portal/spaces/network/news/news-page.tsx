import { Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { feedPath, fetchEditions, fetchPosts, type PostLine } from '../../../client/news.ts'
import { Card, Column, Item } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNetwork } from '../use-network.ts'
import { useNewsWords } from './use-news-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './news.module.css'

const mostEditions = 6

/** What is new, calls, and the editions that were sent. */
export function NewsPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useNewsWords()
  const params = { network: network.slug }
  const [kind, setKind] = useState('')
  const [topic, setTopic] = useState('')
  const found = useQuery({ queryKey: ['network', network.slug, 'news', 'posts'], queryFn: ({ signal }) => fetchPosts(network, signal) })
  const used = [...new Set(found.data?.posts.flatMap(post => post.topics))].toSorted((a, b) => a.localeCompare(b, 'de'))
  const shown = found.data?.posts.filter(post => (kind === '' || post.kind === kind) && (topic === '' || post.topics.includes(topic))) ?? []
  return (
    <Column>
      <PageHead title={t`Neues`} lead={<Trans>Was in der Region geschieht, und welche Ausschreibungen und Förderungen offen sind.</Trans>}
        beside={found.data?.editor === true && <Link className={calm['button'] ?? ''} to="/netz/$network/redaktion/beitrag" params={params}><Trans>Beitrag schreiben</Trans></Link>} />
      <Card title={<Trans>Nichts verpassen</Trans>} icon="bell" tone="brand">
        <p><Trans>Neues per E-Mail, zu den Themen, die Sie wählen. Abbestellen geht jederzeit mit einem Klick.</Trans></p>
        <p className={calm['actions']}>
          <Link className={calm['button'] ?? ''} to="/netz/$network/neues/abo" params={params}><Trans>Per E-Mail bekommen</Trans></Link>
          <a href={feedPath(network, 'post', 'call')}><Trans>Als RSS-Feed</Trans></a>
        </p>
      </Card>
      {found.isError && <Notice tone="bad" live>{words.fault(found.error)}</Notice>}
      {found.isPending && <Loading />}
      {found.data?.posts.length === 0 && <Empty icon="bell" title={<Trans>Noch nichts Neues</Trans>}><Trans>Sobald die Redaktion etwas veröffentlicht, steht es hier.</Trans></Empty>}
      {found.data !== undefined && found.data.posts.length > 0 && (
        <Card title={<Trans>Beiträge und Aufrufe</Trans>} icon="table">
          <div className={`${classes['filters']} screen-only`}>
            <NativeSelect size="md" label={t`Art`} value={kind} onChange={event => setKind(event.currentTarget.value)} data={[{ value: '', label: t`Alles` }, { value: 'post', label: t`Beiträge` }, { value: 'call', label: t`Ausschreibungen und Förderaufrufe` }]} />
            {used.length > 0 && <NativeSelect size="md" label={t`Thema`} value={topic} onChange={event => setTopic(event.currentTarget.value)} data={[{ value: '', label: t`Alle Themen` }, ...used]} />}
          </div>
          {shown.length === 0 ? <p role="status"><Trans>Dazu gibt es nichts. Wählen Sie eine andere Art oder ein anderes Thema.</Trans></p> : <ul className={calm['list']}>{shown.map(post => <li key={post.id}><PostItem post={post} /></li>)}</ul>}
        </Card>
      )}
      <Archive />
    </Column>
  )
}

function PostItem({ post }: { post: PostLine }) {
  const network = useNetwork()
  const words = useNewsWords()
  const { date } = useFormats()
  const deadline = post.call === undefined || post.call.deadline === '' ? undefined : date(post.call.deadline)
  return (
    <Item name={<Link to="/netz/$network/neues/$post" params={{ network: network.slug, post: post.id }}>{post.title}</Link>}
      tag={<>
        {post.state !== 'out' && <Tag tone="warn">{words.post(post.state)}</Tag>}
        {post.kind === 'call' && (post.over ? <Tag tone="quiet" icon="clock"><Trans>Frist vorbei</Trans></Tag> : <Tag tone="ok" icon="calendar">{deadline === undefined ? <Trans>Ohne Frist</Trans> : <Trans>Bis {deadline}</Trans>}</Tag>)}
      </>}>
      {post.teaser !== '' && <span>{post.teaser}</span>}
      <span className={calm['small']}>{[date(post.at), post.author, ...post.topics].filter(part => part !== '').join(' · ')}</span>
    </Item>
  )
}

function Archive() {
  const network = useNetwork()
  const words = useNewsWords()
  const { date } = useFormats()
  const [all, setAll] = useState(false)
  const found = useQuery({ queryKey: ['network', network.slug, 'news', 'editions'], queryFn: ({ signal }) => fetchEditions(network, signal) })
  const editions = found.data?.editions.filter(({ state }) => state !== 'draft') ?? []
  if (editions.length === 0) return null
  return (
    <Card title={<Trans>Frühere Ausgaben</Trans>} icon="calendar" beside={<a href={feedPath(network, 'edition')}><Trans>Ausgaben als RSS-Feed</Trans></a>}>
      <ul className={calm['list']}>
        {(all ? editions : editions.slice(0, mostEditions)).map(({ id, title, begun, state }) => (
          <li key={id}><Item name={<Link to="/netz/$network/neues/ausgabe/$edition" params={{ network: network.slug, edition: id }}>{title}</Link>} tag={state === 'sending' && <Tag tone="warn">{words.edition(state)}</Tag>}><span className={calm['small']}>{begun === null ? '' : date(begun)}</span></Item></li>
        ))}
      </ul>
      {!all && editions.length > mostEditions && <p><button type="button" className={calm['button']} data-look="quiet" onClick={() => setAll(true)}><Trans>Alle Ausgaben zeigen</Trans></button></p>}
    </Card>
  )
}
