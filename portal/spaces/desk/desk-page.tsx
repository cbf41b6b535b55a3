import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { findAtDesk, mostFound } from '../../client/desk.ts'
import type { Patient } from '../../client/fhir-shapes.ts'
import { listName } from '../../client/names.ts'
import { useFormats } from '../../shell/format.ts'
import { HelpNote } from '../../shell/help-note.tsx'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useSession } from '../../shell/session-context.ts'
import { useCarrier } from '../carrier/carrier-space.tsx'
import { useCarrierFault } from '../carrier/use-carrier-fault.ts'
import { DeskPatient } from './desk-patient.tsx'
import { EndingAccessPanel } from './ending-access.tsx'
import { LinkRequests } from './link-requests.tsx'
import classes from '../carrier/carrier.module.css'

/** The hospital's desk: portal access for who stands in front of it. */
export function DeskPage() {
  const { t } = useLingui()
  const { me } = useSession()
  const { slug, name } = useCarrier()
  const { date } = useFormats()
  const fault = useCarrierFault()
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const [open, setOpen] = useState<Patient | null>(null)
  // A carrier's administration sees no patients; it can name one by the id that its own system tells.
  const blind = me.carriers.find(one => one.slug === slug)?.permissions.includes('ward.read') !== true
  const found = useQuery({ queryKey: ['desk', slug, 'search', wanted], queryFn: ({ signal }) => findAtDesk(slug, wanted, signal), enabled: !blind && wanted.length >= 2, placeholderData: before => before, gcTime: 0 })
  const patients = wanted.length >= 2 ? found.data ?? [] : []
  return (
    <div className={classes['page']}>
      <PageHead title={t`Empfang`} above={name} lead={<Trans>Zugang zum Portal für Menschen, die vor Ihnen stehen. Lassen Sie sich vorher einen Ausweis zeigen.</Trans>} />
      <HelpNote><p><Trans>Ob jemand noch bei anderen Häusern einen Zugang hat, sieht hier niemand. Für jedes Haus verbindet sich jede Person selbst: mit dem Brief, mit ihrer sechsstelligen Nummer oder über die Versichertennummer.</Trans></p></HelpNote>
      <div className={classes['split']} data-open={open !== null} data-wide="">
        <section className={classes['panel']} aria-label={t`Suche`}>
          {blind
            ? (
              <form className={classes['toolbar']} role="search" onSubmit={event => { event.preventDefault(); if (text.trim() !== '') setOpen({ resourceType: 'Patient', id: text.trim() }) }}>
                <TextInput className={classes['wide'] ?? ''} label={t`Patient-Id`} description={t`Ihre Rolle sieht keine Akten. Die Id nennt Ihnen die Station oder das Kliniksystem.`} value={text} onChange={event => setText(event.currentTarget.value)} autoComplete="off" spellCheck={false} />
                <Button type="submit"><Trans>Öffnen</Trans></Button>
              </form>
            )
            : <div role="search"><TextInput type="search" label={t`Name, Geburtsdatum oder Nummer`} placeholder={t`z. B. Mustermann 12.8.1964`} leftSection={<Icon name="search" />} value={text} onChange={event => setText(event.currentTarget.value)} autoComplete="off" spellCheck={false} aria-keyshortcuts="/" /></div>}
          {found.isError && <Notice tone="bad" live>{fault(found.error)}</Notice>}
          {found.isLoading && <Loading />}
          {!blind && wanted.length >= 2 && found.isSuccess && patients.length === 0 && <Empty icon="search" title={<Trans>Niemand gefunden</Trans>}><Trans>Prüfen Sie Schreibweise und Geburtsdatum. Sie sehen nur Menschen, die in Ihren Häusern behandelt werden oder wurden.</Trans></Empty>}
          <ul className={classes['list']}>
            {patients.map(patient => (
              <li key={patient.id}>
                <button type="button" className={classes['rowLink']} aria-expanded={patient.id === open?.id} onClick={() => setOpen(patient)}>{listName(patient.name) || patient.id}</button>
                <br /><span className={classes['small']}>{patient.birthDate === undefined ? <Trans>Geburtsdatum fehlt</Trans> : <Trans>geboren {date(patient.birthDate)}</Trans>}{patient.identifier?.[0]?.value === undefined ? '' : ` · ${patient.identifier[0].value}`}</span>
              </li>
            ))}
          </ul>
          {patients.length >= mostFound && <p className={classes['small']}><Trans>Es gibt mehr. Geben Sie das Geburtsdatum dazu ein.</Trans></p>}
        </section>
        {open?.id !== undefined && <DeskPatient key={open.id} carrier={slug} patient={open} onClose={() => setOpen(null)} />}
      </div>
      <LinkRequests carrier={slug} />
      <EndingAccessPanel carrier={slug} />
    </div>
  )
}
