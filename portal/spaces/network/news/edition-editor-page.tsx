import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { fetchEdition, type EditedEdition } from '../../../client/news.ts'
import { Column } from '../../../shell/calm.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackLink } from '../back-link.tsx'
import { useNetwork } from '../use-network.ts'
import { ForEditors } from './edit-post-page.tsx'
import { EditionForm } from './edition-form.tsx'
import { MailCard } from './mail-card.tsx'
import { SendingCard } from './sending-card.tsx'
import { useNewsWords } from './use-news-words.ts'

/** While an edition goes out, its page is read anew so often. */
const lookMs = 3_000

/** An edition from draft to sent. */
export function EditionEditorPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useNewsWords()
  const { edition: id } = useParams({ from: '/netz/$network/redaktion/neues/$edition' })
  const found = useQuery({
    queryKey: ['network', network.slug, 'news', 'editions', id], queryFn: ({ signal }) => fetchEdition(network, id, signal), enabled: network.editor,
    refetchInterval: query => (query.state.data?.state === 'sending' ? lookMs : false), refetchOnWindowFocus: false,
  })
  const edition = found.data as EditedEdition | undefined
  return (
    <Column>
      <PageHead title={edition?.title ?? t`Ausgabe`} above={<BackLink to="/netz/$network/redaktion/neues" params={{ network: network.slug }}><Trans>Neues und Ausgaben</Trans></BackLink>}
        beside={edition !== undefined && <Link to="/netz/$network/neues/ausgabe/$edition" params={{ network: network.slug, edition: id }}>{edition.state === 'draft' ? <Trans>Als Seite ansehen</Trans> : <Trans>Zur Seite im Archiv</Trans>}</Link>} />
      {!network.editor && <ForEditors />}
      {found.isError && <Notice tone="bad" live>{words.fault(found.error)}</Notice>}
      {network.editor && found.isPending && <Loading />}
      {edition !== undefined && (
        <>
          {edition.state === 'draft' && <EditionForm edition={edition} />}
          <MailCard edition={edition} />
          <SendingCard edition={edition} />
        </>
      )}
    </Column>
  )
}
