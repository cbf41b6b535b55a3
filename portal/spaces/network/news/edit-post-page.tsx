import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { addPost, changePost, fetchPost, fetchPosts, removePost, type Post, type PostFacts } from '../../../client/news.ts'
import { Card, Column, ConfirmInPlace } from '../../../shell/calm.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackLink } from '../back-link.tsx'
import { useNetwork } from '../use-network.ts'
import { PostForm } from './post-form.tsx'
import { useNewsWords } from './use-news-words.ts'

function useTopics(): readonly string[] {
  const network = useNetwork()
  return useQuery({ queryKey: ['network', network.slug, 'news', 'posts'], queryFn: ({ signal }) => fetchPosts(network, signal) }).data?.topics ?? []
}

/** After a change: all pages of the news are read anew, and the post is shown. */
function useShow(): (post: string) => Promise<void> {
  const network = useNetwork()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return async post => {
    await queries.invalidateQueries({ queryKey: ['network', network.slug] })
    await navigate({ to: '/netz/$network/neues/$post', params: { network: network.slug, post } })
  }
}

export function NewPostPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const topics = useTopics()
  const show = useShow()
  const add = useMutation({ mutationFn: (post: PostFacts) => addPost(network, post), onSuccess: ({ id }) => show(id) })
  return (
    <Column>
      <PageHead title={t`Beitrag schreiben`} above={<BackToNews />} />
      {network.editor
        ? <PostForm start={{ kind: 'post', title: '', teaser: '', text: '', topics: [], author: network.name, related: [], published: true, at: new Date().toISOString() }} topics={topics} label={<Trans>Speichern</Trans>} save={post => add.mutate(post)} pending={add.isPending} error={add.error} />
        : <ForEditors />}
    </Column>
  )
}

export function EditPostPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useNewsWords()
  const { post: id } = useParams({ from: '/netz/$network/redaktion/beitrag/$post' })
  const found = useQuery({ queryKey: ['network', network.slug, 'news', 'posts', id], queryFn: ({ signal }) => fetchPost(network, id, signal), enabled: network.editor })
  return (
    <Column>
      <PageHead title={t`Beitrag bearbeiten`} above={<BackToNews />} />
      {!network.editor && <ForEditors />}
      {found.isError && <Notice tone="bad" live>{words.fault(found.error)}</Notice>}
      {network.editor && found.isPending && <Loading />}
      {found.data !== undefined && <Edit key={found.data.version} found={found.data} />}
    </Column>
  )
}

function Edit({ found: { id, version, post } }: { found: Post }) {
  const network = useNetwork()
  const topics = useTopics()
  const show = useShow()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const save = useMutation({ mutationFn: (changed: PostFacts) => changePost(network, id, version, changed), onSuccess: () => show(id) })
  const remove = useMutation({
    mutationFn: () => removePost(network, id),
    onSuccess: async () => {
      await navigate({ to: '/netz/$network/neues', params: { network: network.slug } })
      await queries.invalidateQueries({ queryKey: ['network', network.slug] })
    },
  })
  return (
    <>
      <PostForm start={post} topics={topics} label={<Trans>Speichern</Trans>} save={changed => save.mutate(changed)} pending={save.isPending} error={save.error} />
      <Card title={<Trans>Löschen</Trans>} icon="cross">
        <ConfirmInPlace label={<Trans>Beitrag löschen</Trans>} title={<Trans>Der Beitrag verschwindet aus der Liste, der Suche und den Feeds. In versendeten Ausgaben bleibt sein Titel stehen.</Trans>} confirm={<Trans>Ja, löschen</Trans>} run={() => remove.mutate()} pending={remove.isPending} error={remove.error} />
      </Card>
    </>
  )
}

export function ForEditors() {
  return <Notice tone="warn"><Trans>Diese Seite ist für die Redaktion des Netzwerks.</Trans></Notice>
}

function BackToNews() {
  const network = useNetwork()
  return <BackLink to="/netz/$network/redaktion/neues" params={{ network: network.slug }}><Trans>Neues und Ausgaben</Trans></BackLink>
}
