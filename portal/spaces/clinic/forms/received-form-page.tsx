import { Trans, useLingui } from '@lingui/react/macro'
import { calculatesLive, wordsOf, type Questionnaire } from '@steckwerk/form'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { fetchReceivedForm, fetchReceivedPdf } from '../../../client/received-forms.ts'
import { useFaultText } from '../../../shell/fault-text.ts'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useSession } from '../../../shell/session-context.ts'
import { FormSent } from '../../form/form-sent.tsx'
import { PatientBanner } from '../patient-banner.tsx'
import shared from '../../carrier/carrier.module.css'
import calm from '../../../shell/calm.module.css'

/** One questionnaire that a patient has sent. */
export function ReceivedFormPage() {
  const { t, i18n } = useLingui()
  const { me } = useSession()
  const faultText = useFaultText()
  const { carrier, response } = useParams({ from: '/frame/haus/$carrier/formulare/$response' })
  const form = useQuery({
    queryKey: ['received-form', carrier, response], staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const document = await fetchReceivedForm(carrier, response, signal)
      const calculates = calculatesLive(document.questionnaire as unknown as Questionnaire)
      return { document, evaluate: calculates ? await (await import('@steckwerk/form/fhirpath')).loadFhirpath() : undefined }
    },
  })
  const source = useMemo(() => ({ pdf: () => fetchReceivedPdf(carrier, response) }), [carrier, response])
  const title = form.data === undefined ? t`Fragebogen` : wordsOf(form.data.document.questionnaire, 'title', i18n.locale === 'en' ? 'en' : 'de') || t`Fragebogen`
  const house = { slug: carrier, name: me.carriers.find(({ slug }) => slug === carrier)?.name ?? carrier }
  return (
    <div className={shared['page']}>
      <PageHead title={title} above={<Link to="/haus/$carrier/formulare" params={{ carrier }} className={`${calm['back']} screen-only`}><Icon name="back" /><Trans>Eingegangene Fragebögen</Trans></Link>} />
      {form.isError && <Notice tone="bad" live>{faultText(form.error)}</Notice>}
      {form.isPending && <Loading />}
      {form.data !== undefined && (
        <>
          <PatientBanner carrier={carrier} patient={form.data.document.about} />
          <FormSent document={{ ...form.data.document, carrier: house }} source={source} evaluate={form.data.evaluate} level={2} />
        </>
      )}
    </div>
  )
}
