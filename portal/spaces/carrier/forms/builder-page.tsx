import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { fetchQuestionnaires, saveQuestionnaires, type StoredQuestionnaire } from '../../../client/form-admin.ts'
import { publication } from '../../../client/form-build.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useCarrier } from '../carrier-space.tsx'
import { FormBuilder } from './form-builder.tsx'
import { useBuildWords } from './use-build-words.ts'
import shared from '../carrier.module.css'

/** A draft being written. What was published is not changed any more: answers belong to it. */
export function BuilderPage() {
  const { t } = useLingui()
  const { slug, name } = useCarrier()
  const { id = '' } = useParams({ strict: false })
  const words = useBuildWords()
  const forms = useQuery({ queryKey: ['carrier-forms', slug], queryFn: ({ signal }) => fetchQuestionnaires(slug, signal), refetchOnWindowFocus: false })
  const found = forms.data?.find(one => one.id === id)
  return (
    <div className={shared['page']}>
      <PageHead title={t`Formular bearbeiten`} above={<><Link to="/traeger/$carrier/formulare" params={{ carrier: slug }}><Trans>Formulare</Trans></Link> · {name}</>} />
      {forms.isError && <Notice tone="bad" live>{words.fault(forms.error)}</Notice>}
      {forms.isPending && <Loading />}
      {found?.status === 'draft' ? <Opened key={id} carrier={slug} house={name} questionnaire={found} /> : forms.isSuccess && (
        <div className={shared['panel']}>
          <Empty icon="lock" title={found === undefined ? <Trans>Dieses Formular gibt es nicht</Trans> : <Trans>Dieses Formular ist kein Entwurf mehr</Trans>}>
            <Trans>Geändert wird ein Entwurf. In der Liste legen Sie eine neue Fassung oder eine Kopie an.</Trans>
          </Empty>
        </div>
      )}
    </div>
  )
}

/** As it was when it was opened: what others save meanwhile is told when it is saved here. */
function Opened({ carrier, house, questionnaire }: { carrier: string; house: string; questionnaire: StoredQuestionnaire }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [opened] = useState(questionnaire)
  const touches = ['carrier-forms', carrier]
  return (
    <FormBuilder
      house={house} audience="patients" opened={opened} touches={touches}
      save={async what => (await saveQuestionnaires(carrier, [what as StoredQuestionnaire]))[0]!} saveLabel={<Trans>Entwurf speichern</Trans>}
      finish={async what => {
        const all = await queries.query({ queryKey: touches, queryFn: ({ signal }) => fetchQuestionnaires(carrier, signal), staleTime: 0 })
        return saveQuestionnaires(carrier, publication(what, all, new Date().toLocaleDateString('sv-SE')) as readonly StoredQuestionnaire[])
      }}
      finishLabel={<Trans>Veröffentlichen</Trans>} finished={t`Veröffentlicht.`} onFinished={() => void navigate({ to: '/traeger/$carrier/formulare', params: { carrier } })}
    />
  )
}
