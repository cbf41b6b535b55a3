import { Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { emptyUndertaking, factsOf, type UndertakingDraft } from '../../../client/undertaking-draft.ts'
import { createUndertaking, originOf, stages, type Stage } from '../../../client/undertakings.ts'
import { Column } from '../../../shell/calm.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackLink } from '../back-link.tsx'
import { useNetwork } from '../use-network.ts'
import { UndertakingForm } from './undertaking-form.tsx'
import { useUndertakingWords } from './use-undertaking-words.ts'

/** Whoever has an account begins an undertaking: a draft that they keep. */
export function NewUndertaking() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useUndertakingWords()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const search = useSearch({ from: '/netz/$network/vorhaben/neu' })
  const origin = originOf(search)
  const today = new Date().toLocaleDateString('sv-SE')
  const [stage, setStage] = useState<Stage>('need')
  const [day, setDay] = useState(today)
  const create = useMutation({
    mutationFn: ({ draft, by }: { draft: UndertakingDraft; by: string }) => createUndertaking(network, { undertaking: factsOf(draft), origin, stage, by, day: day === '' ? today : day }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['network', network.slug, 'undertakings'] })
      await navigate({ to: '/netz/$network/vorhaben/$undertaking', params: { network: network.slug, undertaking: id } })
    },
  })
  return (
    <Column>
      <PageHead title={t`Vorhaben anlegen`} above={<BackLink to="/netz/$network/vorhaben" params={{ network: network.slug }}><Trans>Vorhaben</Trans></BackLink>}
        lead={<Trans>Es beginnt als Entwurf, den nur Sie und die Redaktion sehen. Der Titel genügt; alles andere kann wachsen.</Trans>} />
      <UndertakingForm start={{ ...emptyUndertaking, title: (search.titel ?? '').slice(0, 140) }} by="" label={<Trans>Als Entwurf anlegen</Trans>} save={(draft, by) => create.mutate({ draft, by })} pending={create.isPending} error={create.error}>
        <NativeSelect size="md" label={t`Wie weit ist es?`} value={stage} onChange={event => setStage(event.currentTarget.value as Stage)} data={stages.filter(one => one !== 'reference').map(one => ({ value: one, label: words.stage(one) }))} />
        <TextInput size="md" type="date" label={t`Seit wann`} max={today} value={day} onChange={event => setDay(event.currentTarget.value)} />
      </UndertakingForm>
    </Column>
  )
}
