import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { agreeIntroduction, confirmIntroduction, endIntroduction, openIntroduction, type OpenIntroduction } from '../../../client/introductions.ts'
import { PortalFault } from '../../../client/request.ts'
import type { MailLink } from '../../../client/undertakings.ts'
import { Card, Column, ConfirmInPlace } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useMailLink } from '../undertaking/use-mail-link.ts'
import { useNetwork } from '../use-network.ts'
import { useIntroductionWords } from './use-introduction-words.ts'
import calm from '../../../shell/calm.module.css'
import facts from '../network.module.css'

/** Where the links of an introduction's mails lead, of both sides. Opening changes nothing: the buttons do. */
export function IntroductionPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useIntroductionWords()
  const link = useMailLink()
  const found = useQuery({ queryKey: ['introduction', network.slug, link?.id, link?.link.proof], queryFn: ({ signal }) => openIntroduction(network, link!, signal), enabled: link !== undefined, retry: false, gcTime: 0 })
  const gone = link === undefined || (found.error instanceof PortalFault && found.error.status === 404)
  return (
    <Column>
      <PageHead title={t`Vermittlung`} lead={found.data?.of.title} />
      {gone && <Notice tone="warn" live><Trans>Dieser Link gilt nicht mehr: die Anfrage ist beendet, oder sie ist älter als 30 Tage.</Trans></Notice>}
      {found.isError && !gone && <Notice tone="bad" live>{words.fault(found.error)}</Notice>}
      {link !== undefined && found.isLoading && <Loading />}
      {link !== undefined && found.data !== undefined && <Sides open={found.data} link={link} />}
      <p><Link to="/netz/$network/vorhaben" params={{ network: network.slug }}><Trans>Zu den Vorhaben</Trans></Link></p>
    </Column>
  )
}

function Sides({ open, link }: { open: OpenIntroduction; link: MailLink }) {
  const { t } = useLingui()
  const { state, who, asker, purpose, contact } = open
  return (
    <>
      {contact !== null && (
        <Card title={<Trans>Sie sind verbunden</Trans>} icon="check" tone="brand">
          <dl className={facts['facts']}>
            <Fact name={t`Name`}>{contact.name}</Fact>
            {contact.organization !== '' && <Fact name={t`Einrichtung`}>{contact.organization}</Fact>}
            <Fact name={t`E-Mail`}><a href={`mailto:${contact.mail}`}>{contact.mail}</a></Fact>
          </dl>
        </Card>
      )}
      <Card title={<Trans>Die Anfrage</Trans>} icon="share">
        <dl className={facts['facts']}>
          <Fact name={t`Von`}>{[asker.name, asker.organization].filter(part => part !== '').join(', ')}</Fact>
          <Fact name={t`Worum es geht`}>{purpose}</Fact>
        </dl>
      </Card>
      {who === 'asker' ? <AskerPart open={open} link={link} /> : state === 'asked' ? <Answer open={open} link={link} /> : contact === null && <Notice tone="quiet"><Trans>Diese Anfrage ist beendet. Sie müssen nichts tun.</Trans></Notice>}
    </>
  )
}

/** Read again, whether it worked or the other side was faster. */
function useStep<Input>(run: (input: Input) => Promise<unknown>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: run, onSettled: () => queries.invalidateQueries({ queryKey: ['introduction'] }), gcTime: 0 })
}

function AskerPart({ open: { state, until }, link }: { open: OpenIntroduction; link: MailLink }) {
  const network = useNetwork()
  const words = useIntroductionWords()
  const { date } = useFormats()
  const confirm = useStep(() => confirmIntroduction(network, link))
  const end = useStep(() => endIntroduction(network, link))
  const day = date(until)
  return (
    <>
      {confirm.isError && <Notice tone="bad" live>{words.fault(confirm.error)}</Notice>}
      {state === 'unconfirmed' && (
        <>
          <p><Trans>Bestätigen Sie, dass die Anfrage von Ihnen ist. Dann fragen wir die andere Seite.</Trans></p>
          <p><Button size="md" loading={confirm.isPending} onClick={() => confirm.mutate(undefined)}><Trans>Ja, Anfrage bestätigen</Trans></Button></p>
        </>
      )}
      {state === 'asked' && <Notice tone="ok" live><Trans>Die andere Seite ist gefragt. Sie bekommen eine E-Mail, sobald sie antwortet, spätestens am {day}.</Trans></Notice>}
      {state === 'waiting' && <Notice tone="ok" live><Trans>Die Koordinierungsstelle sucht die richtige Person und fragt sie dann.</Trans></Notice>}
      {(state === 'declined' || state === 'expired') && <Notice tone="quiet"><Trans>Diesmal ist kein Kontakt entstanden. Die Koordinierungsstelle hilft gern auf anderem Weg; vielleicht passt auch ein anderes Vorhaben.</Trans></Notice>}
      {state === 'withdrawn' && <Notice tone="quiet" live><Trans>Sie haben die Anfrage zurückgezogen.</Trans></Notice>}
      {(state === 'unconfirmed' || state === 'asked' || state === 'waiting') && <ConfirmInPlace label={<Trans>Anfrage zurückziehen</Trans>} title={<Trans>Die andere Seite kann dann nicht mehr zustimmen.</Trans>} confirm={<Trans>Ja, zurückziehen</Trans>} run={() => end.mutate(undefined)} pending={end.isPending} error={end.error} />}
    </>
  )
}

function Answer({ open, link }: { open: OpenIntroduction; link: MailLink }) {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useIntroductionWords()
  const [name, setName] = useState(open.own.name)
  const [organization, setOrganization] = useState(open.own.organization)
  const agree = useStep(() => agreeIntroduction(network, link, { name: name.trim(), organization: organization.trim() }))
  const end = useStep(() => endIntroduction(network, link))
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    agree.mutate(undefined)
  }
  return (
    <Card title={<Trans>Ihre Antwort</Trans>} icon="person">
      <form className={calm['form']} onSubmit={submit}>
        <p><Trans>Wenn Sie zustimmen, bekommt die andere Seite Ihren Namen und diese E-Mail-Adresse, und Sie bekommen ihre. Wenn Sie ablehnen, erfährt sie nichts über Sie.</Trans></p>
        <TextInput size="md" required minLength={2} autoComplete="name" label={t`Ihr Name`} maxLength={80} value={name} onChange={event => setName(event.currentTarget.value)} />
        <TextInput size="md" autoComplete="organization" label={t`Ihre Einrichtung`} maxLength={160} value={organization} onChange={event => setOrganization(event.currentTarget.value)} />
        {agree.isError && <Notice tone="bad" live>{words.fault(agree.error)}</Notice>}
        <div className={calm['actions']}><Button type="submit" size="md" loading={agree.isPending}><Trans>Ja, ich stimme zu</Trans></Button></div>
      </form>
      <ConfirmInPlace label={<Trans>Ablehnen</Trans>} title={<Trans>Wir sagen nur, dass kein Kontakt entstanden ist.</Trans>} confirm={<Trans>Ja, ablehnen</Trans>} run={() => end.mutate(undefined)} pending={end.isPending} error={end.error} />
    </Card>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>
}
