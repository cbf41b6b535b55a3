import { Button, NativeSelect } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ConsentLine } from '@steckwerk/api/contract/consent'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { fetchConsents, withdrawConsent } from '../../client/consents.ts'
import { useAnnounce } from '../../shell/announcer.tsx'
import { Card, Column, ConfirmInPlace } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { HelpNote } from '../../shell/help-note.tsx'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice, Tag, type Tone } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { BackHome } from './back-home.tsx'
import { PersonSwitch } from './person-switch.tsx'
import { usePeople } from './use-people.ts'
import calm from '../../shell/calm.module.css'
import classes from './patient.module.css'

const over = ['ended', 'withdrawn', 'other']

/** What one has released to whom, in sentences; each can be withdrawn at once. */
export function ConsentsPage() {
  const { t } = useLingui()
  const faultText = useFaultText()
  const { people, person } = usePeople()
  const [house, setHouse] = useState('')
  const consents = useQuery({ queryKey: ['consents'], queryFn: ({ signal }) => fetchConsents(signal) })
  const patients = new Set(person?.links.map(({ carrier, patient }) => `${carrier.slug}/${patient?.id ?? ''}`))
  const own = consents.data?.consents.filter(({ carrier, patient }) => person === undefined || patients.has(`${carrier.slug}/${patient}`)) ?? []
  const houses = new Map(own.map(({ carrier }) => [carrier.slug, carrier.name]))
  const shown = own.filter(({ carrier }) => house === '' || carrier.slug === house)
  const [current, past] = [shown.filter(({ state }) => !over.includes(state)), shown.filter(({ state }) => over.includes(state))]
  const mayGive = consents.data !== undefined && consents.data.patients.some(({ carrier, id }) => person === undefined || patients.has(`${carrier.slug}/${id}`))
  const name = person === undefined || person.self ? undefined : person.name
  return (
    <Column>
      <PageHead
        title={t`Freigaben`} above={<BackHome />} lead={name === undefined ? <Trans>Wer darf Ihre Daten aus einem Krankenhaus sehen? Das bestimmen Sie.</Trans> : <Trans>Wer darf die Daten von {name} sehen?</Trans>}
        beside={own.length > 0 ? <Button className="screen-only" variant="default" leftSection={<Icon name="printer" />} onClick={() => print()}><Trans>Drucken</Trans></Button> : undefined}
      />
      <PersonSwitch people={people} person={person} />
      <HelpNote>
        <p><Trans>In dem Krankenhaus, in dem Sie behandelt werden, sehen die Menschen dort Ihre Daten auch ohne Freigabe. Alle anderen sehen nichts, solange Sie es nicht freigeben.</Trans></p>
        <p><Trans>Eine Freigabe gilt für die Daten eines Krankenhauses, für einen Empfänger, einen Zweck und die Arten von Daten, die Sie auswählen. Ein Widerruf gilt sofort. Was vorher gelesen wurde, lässt sich nicht zurückholen.</Trans></p>
      </HelpNote>
      {consents.isError && <Notice tone="bad" live>{faultText(consents.error)}</Notice>}
      {consents.isPending && <Loading />}
      {consents.isSuccess && own.length === 0 && (
        <Empty icon="share" title={<Trans>Noch keine Freigabe</Trans>}>{mayGive ? <Trans>Kein anderes Krankenhaus und keine Praxis sieht Ihre Daten. Möchten Sie das ändern, geben Sie eine Freigabe.</Trans> : name === undefined ? <Trans>Freigeben können Sie, sobald ein Krankenhaus mit Ihrem Konto verbunden ist.</Trans> : <Trans>Hier sehen Sie keine Freigaben. Für {name} dürfen Sie keine geben; das kann nur {name} selbst.</Trans>}</Empty>
      )}
      {mayGive && <div className="screen-only"><Link to="/meine/freigaben/neu" className={calm['button'] ?? ''}><Icon name="share" /><Trans>Neue Freigabe geben</Trans></Link></div>}
      {houses.size > 1 && <NativeSelect className="screen-only" label={t`Krankenhaus`} value={house} onChange={event => setHouse(event.currentTarget.value)} data={[{ value: '', label: t`Alle` }, ...[...houses].map(([value, label]) => ({ value, label }))]} />}
      {current.map(consent => <ConsentCard key={`${consent.carrier.slug}/${consent.id}`} consent={consent} />)}
      {past.length > 0 && (
        <>
          <h2><Trans>Nicht mehr in Kraft</Trans></h2>
          {past.map(consent => <ConsentCard key={`${consent.carrier.slug}/${consent.id}`} consent={consent} />)}
        </>
      )}
    </Column>
  )
}

function ConsentCard({ consent }: { consent: ConsentLine }) {
  const { t, i18n } = useLingui()
  const { dateTime } = useFormats()
  const queries = useQueryClient()
  const announce = useAnnounce()
  const withdraw = useMutation({
    mutationFn: () => withdrawConsent(consent.carrier.slug, consent.id),
    onSuccess: () => {
      announce(t`Die Freigabe ist widerrufen.`)
      void queries.invalidateQueries({ queryKey: ['consents'] })
    },
  })
  const states: Readonly<Record<ConsentLine['state'], readonly [Tone, string]>> = {
    active: ['ok', t`in Kraft`], planned: ['quiet', t`beginnt später`], ended: ['quiet', t`abgelaufen`], withdrawn: ['quiet', t`widerrufen`], other: ['quiet', t`nicht in Kraft`],
  }
  const [tone, state] = states[consent.state]
  const [house, given, withdrawn, by] = [consent.carrier.name, consent.given === undefined ? undefined : dateTime(consent.given), consent.withdrawn === undefined ? undefined : dateTime(consent.withdrawn), consent.recordedBy]
  return (
    <Card title={<Trans>Daten aus {house}</Trans>} icon="share" beside={<Tag tone={tone} icon={consent.state === 'active' ? 'check' : 'clock'}>{state}</Tag>}>
      <div className={classes['sentences']}>{consent.sentences[i18n.locale === 'en' ? 'en' : 'de'].map((sentence, index) => <p key={index}>{sentence}</p>)}</div>
      {!consent.complete && <Notice tone="warn"><Trans>Diese Freigabe enthält Bedingungen, die sich hier nicht in Worten zeigen lassen. Fragen Sie das Krankenhaus.</Trans></Notice>}
      <p className={calm['small']}>
        {given !== undefined && <Trans>Gegeben {given}</Trans>}{consent.source === 'portal' && <>, <Trans>hier im Portal</Trans></>}{consent.source === 'paper' && <>, <Trans>auf Papier, eingetragen von {by}</Trans></>}{consent.source === 'system' && <>, <Trans>aus dem System des Krankenhauses</Trans></>}
        {withdrawn !== undefined && <>{' · '}<Trans>widerrufen {withdrawn}</Trans></>}
      </p>
      {consent.mayWithdraw && !over.includes(consent.state) && (
        <div className="screen-only">
          <ConfirmInPlace label={<Trans>Widerrufen</Trans>} title={<Trans>Diese Freigabe widerrufen?</Trans>} confirm={<Trans>Sofort widerrufen</Trans>} run={() => withdraw.mutate()} pending={withdraw.isPending} error={withdraw.error}>
            <p><Trans>Der Empfänger sieht ab diesem Augenblick nichts mehr. Sie müssen das nicht begründen.</Trans></p>
          </ConfirmInPlace>
        </div>
      )}
    </Card>
  )
}
