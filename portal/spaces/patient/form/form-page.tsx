import { Trans, useLingui } from '@lingui/react/macro'
import { wordsOf } from '@steckwerk/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { ownForm } from '../../../client/form.ts'
import { Column } from '../../../shell/calm.tsx'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BrandFrame } from '../../booking/brand-frame.tsx'
import { useFormFault } from '../../form/form-fault.ts'
import { FormOpen } from '../../form/form-open.tsx'
import { usePeople } from '../use-people.ts'
import calm from '../../../shell/calm.module.css'

/** One form of one patient; the step stands in the address, so that the browser's way back goes one question back. */
export function FormPage() {
  const { t, i18n } = useLingui()
  const formFault = useFormFault()
  const { carrier, patient, response } = useParams({ from: '/frame/meine/formular/$carrier/$patient/$response' })
  const { frage } = useSearch({ from: '/frame/meine/formular/$carrier/$patient/$response' })
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { people } = usePeople()
  const source = useMemo(() => ownForm(carrier, patient, response), [carrier, patient, response])
  const key = ['form', carrier, patient, response]
  // What is read once is then kept by the draft; every visit begins with what the hub has.
  const form = useQuery({ queryKey: key, queryFn: ({ signal }) => source.read(signal), staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false })
  const links = people.flatMap(one => one.links).filter(link => link.carrier.slug === carrier && link.patient?.id === patient)
  const about = people.find(one => !one.self && one.links.some(link => link.carrier.slug === carrier && link.patient?.id === patient))?.name
  const mayAct = links.some(({ relation, may }) => relation !== 'proxy' || may === 'act')
  const title = form.data === undefined ? t`Fragebogen` : wordsOf(form.data.questionnaire, 'title', i18n.locale === 'en' ? 'en' : 'de') || t`Fragebogen`
  return (
    <Column>
      <PageHead title={title} above={<Link to="/meine/formulare" className={`${calm['back']} screen-only`}><Icon name="back" /><Trans>Fragebögen</Trans></Link>} {...(about === undefined ? {} : { lead: <Trans>Für <strong>{about}</strong></Trans> })} />
      {form.isError && <Notice tone="bad" live>{formFault(form.error)}</Notice>}
      {(form.isPending || links.length === 0) && !form.isError && <Loading />}
      {form.data !== undefined && links.length > 0 && (
        <BrandFrame brand={form.data.brand}>
          <FormOpen
            key={`${response} ${String(form.data.response['status'])}`} document={form.data} source={source} mayAct={mayAct} step={frage} level={2}
            onStep={step => void navigate({ to: '.', search: now => ({ ...now, frage: step }), resetScroll: false })}
            onSent={document_ => {
              queries.setQueryData(key, document_)
              void queries.invalidateQueries({ queryKey: ['forms'] })
              document.querySelector('h1')?.focus()
            }}
          />
        </BrandFrame>
      )}
    </Column>
  )
}
