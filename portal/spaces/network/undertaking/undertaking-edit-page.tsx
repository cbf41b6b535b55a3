import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { draftOf, factsOf, type UndertakingDraft } from '../../../client/undertaking-draft.ts'
import { changeUndertaking, fetchUndertaking, type Undertaking } from '../../../client/undertakings.ts'
import { Column } from '../../../shell/calm.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackLink } from '../back-link.tsx'
import { useNetwork } from '../use-network.ts'
import { UndertakingForm } from './undertaking-form.tsx'
import { useUndertakingWords } from './use-undertaking-words.ts'

/** For its keepers and editors. */
export function UndertakingEditPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useUndertakingWords()
  const { undertaking: id } = useParams({ from: '/netz/$network/vorhaben/$undertaking/bearbeiten' })
  // Not read again while somebody types: what others change meanwhile is told when it is saved.
  const found = useQuery({ queryKey: ['network', network.slug, 'undertaking', id, 'edit'], queryFn: ({ signal }) => fetchUndertaking(network, id, signal), staleTime: Infinity, gcTime: 0 })
  return (
    <Column>
      <PageHead title={t`Vorhaben bearbeiten`} above={<BackLink to="/netz/$network/vorhaben/$undertaking" params={{ network: network.slug, undertaking: id }}><Trans>Das Vorhaben</Trans></BackLink>} />
      {found.isError && <Notice tone="bad" live>{words.fault(found.error)}</Notice>}
      {found.isPending && <Loading />}
      {found.data !== undefined && (found.data.own ? <Edit undertaking={found.data} /> : <Notice tone="warn"><Trans>Nur wer das Vorhaben pflegt und die Redaktion ändern es.</Trans></Notice>)}
    </Column>
  )
}

function Edit({ undertaking }: { undertaking: Undertaking }) {
  const network = useNetwork()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: ({ draft, by }: { draft: UndertakingDraft; by: string }) => changeUndertaking(network, undertaking.id, { version: undertaking.version, undertaking: factsOf(draft), by }),
    onSuccess: async () => {
      // Its page would begin with what it was before, whose steps the hub refuses.
      queries.removeQueries({ queryKey: ['network', network.slug, 'undertaking', undertaking.id], exact: true })
      await queries.invalidateQueries({ queryKey: ['network', network.slug] })
      await navigate({ to: '/netz/$network/vorhaben/$undertaking', params: { network: network.slug, undertaking: undertaking.id } })
    },
  })
  return <UndertakingForm start={draftOf(undertaking)} by={undertaking.timeline.at(-1)?.by ?? ''} label={<Trans>Speichern</Trans>} save={(draft, by) => save.mutate({ draft, by })} pending={save.isPending} error={save.error} />
}
