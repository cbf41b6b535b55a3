import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Questionnaire } from '@steckwerk/form'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { fetchRegistrationForm, writeRegistrationForm, type RegistrationForm } from '../../../client/barcamp.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useAct } from '../../carrier/use-act.ts'
import { FormBuilder } from '../../carrier/forms/form-builder.tsx'
import { BackLink } from '../back-link.tsx'
import { PageFault } from '../page-fault.tsx'
import { useNetwork } from '../use-network.ts'
import { useBarcampWords } from './use-barcamp-words.ts'
import { useBarcamp, useBarcampPath } from './use-barcamp.ts'
import carrier from '../../carrier/carrier.module.css'

/** What guests are asked at the registration, being written. */
export function RegistrationFormPage() {
  const { t } = useLingui()
  const words = useBarcampWords()
  const { network, event, service } = useBarcampPath()
  const barcamp = useBarcamp()
  const form = useQuery({ queryKey: ['barcamp-form', network, event], queryFn: ({ signal }) => fetchRegistrationForm(service, event, signal), refetchOnWindowFocus: false })
  const failed = [barcamp, form].find(query => query.isError && query.data === undefined)
  if (failed !== undefined) return <PageFault error={failed.error} text={words.fault(failed.error)} />
  if (barcamp.data === undefined || form.data === undefined) return <Loading />
  return (
    <div className={carrier['page']}>
      <PageHead title={t`Fragen bei der Anmeldung`} above={<BackLink to="/netz/$network/barcamp/$event/einstellungen" params={{ network, event }}>{barcamp.data.event.title}</BackLink>} />
      {barcamp.data.editor && form.data.questionnaire !== null ? <Opened key={event} form={form.data} questionnaire={form.data.questionnaire} /> : <Notice tone="bad" live><Trans>Das kann nur die Redaktion.</Trans></Notice>}
    </div>
  )
}

/** As it was when it was opened: what others save meanwhile is told when it is saved here. */
function Opened({ form, questionnaire }: { form: RegistrationForm; questionnaire: Questionnaire }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { name } = useNetwork()
  const { network, event, service } = useBarcampPath()
  const words = useBarcampWords()
  const [opened] = useState(questionnaire)
  const version = useRef(form.version)
  const touches = ['barcamp-form', network, event]
  const write = (on: boolean) => async (what: Questionnaire) => {
    const saved = await writeRegistrationForm(service, event, { version: version.current, on, questionnaire: what })
    version.current = saved.version
    return what
  }
  const back = () => void navigate({ to: '/netz/$network/barcamp/$event/einstellungen', params: { network, event } })
  const stop = useAct(write(false), touches, t`Bei der Anmeldung wird nichts mehr gefragt.`)
  return (
    <>
      {form.on
        ? <Notice tone="ok" action={<Button variant="default" size="compact-sm" loading={stop.isPending} onClick={() => stop.mutate(questionnaire)}><Trans>Nicht mehr fragen</Trans></Button>}><Trans>Gäste beantworten diese Fragen bei der Anmeldung.</Trans></Notice>
        : <Notice tone="quiet"><Trans>Noch werden Gäste das nicht gefragt. Fragen Sie nur, was Sie zur Vorbereitung brauchen.</Trans></Notice>}
      {stop.trouble !== null && <Notice tone="bad" live>{words.fault(stop.trouble)}</Notice>}
      <FormBuilder
        house={name} audience="anybody" opened={opened} touches={touches} save={write(form.on)} saveLabel={<Trans>Zwischendurch speichern</Trans>}
        finish={write(true)} finishLabel={<Trans>Bei der Anmeldung fragen</Trans>} finished={t`Gespeichert.`} onFinished={back}
      />
    </>
  )
}
