import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { InvitationCode } from '@steckwerk/api/contract/person'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { fetchProxies, fetchTopics, inviteProxy } from '../../client/persons.ts'
import { spanEnd, usableSpans, type Span } from '../../client/spans.ts'
import { Card, Choices, Column } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useNow } from '../../shell/use-now.ts'
import { DaySpan } from './day-span.tsx'
import { usePeople } from './use-people.ts'
import calm from '../../shell/calm.module.css'

/** Lets a relative or helper in: for one hospital, some topics, until a day. The code is shown once. */
export function InvitePage() {
  const { t } = useLingui()
  const { people, links } = usePeople()
  const own = people.find(({ self }) => self)?.links ?? []
  return (
    <Column>
      <PageHead title={t`Jemanden einladen`} above={<Link to="/meine/angehoerige" className={`${calm['back']} screen-only`}><Icon name="back" /><Trans>Angehörige</Trans></Link>} lead={<Trans>Sie bekommen einen Code, den Sie der Person selbst geben: ausgedruckt, am Telefon oder persönlich.</Trans>} />
      {links.isPending && <Loading />}
      {links.isSuccess && own.length === 0 && <Empty icon="house" title={<Trans>Zuerst ein Krankenhaus verbinden</Trans>}><Link to="/meine/krankenhaeuser/neu"><Trans>Krankenhaus verbinden</Trans></Link></Empty>}
      {own.length > 0 && <InviteForm own={own} />}
    </Column>
  )
}

function InviteForm({ own }: { own: NonNullable<ReturnType<typeof usePeople>['person']>['links'] }) {
  const { t, i18n } = useLingui()
  const faultText = useFaultText()
  const queries = useQueryClient()
  const now = useNow(60_000)
  const topics = useQuery({ queryKey: ['persons', 'topics'], queryFn: ({ signal }) => fetchTopics(signal), staleTime: Infinity })
  const proxies = useQuery({ queryKey: ['persons', 'proxies'], queryFn: ({ signal }) => fetchProxies(signal) })
  const [label, setLabel] = useState('')
  const [link, setLink] = useState(own[0]?.link ?? '')
  const [chosen, setChosen] = useState<string[]>([])
  const [may, setMay] = useState<'read' | 'act'>('read')
  const [days, setDays] = useState<Span>('12m')
  const [tried, setTried] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const house = own.find(one => one.link === link)
  const longest = proxies.data?.longestDays[house?.carrier.slug ?? ''] ?? 365
  const spans = usableSpans(now, longest)
  const span = spans.includes(days) ? days : spans.at(-1) ?? days
  const endsOn = spanEnd(now, span, longest)
  const invite = useMutation({ mutationFn: inviteProxy, gcTime: 0, onSuccess: () => void queries.invalidateQueries({ queryKey: ['persons', 'proxies'] }) })
  const language = i18n.locale === 'en' ? 'en' : 'de'
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (label.trim() === '') return form.current?.querySelector<HTMLInputElement>('[name=label]')?.focus()
    if (chosen.length === 0) return form.current?.querySelector<HTMLInputElement>('[type=checkbox]')?.focus()
    if (house?.patient !== undefined) invite.mutate({ carrier: house.carrier.slug, patient: house.patient.id, label: label.trim(), topics: chosen, may, endsOn })
  }
  if (invite.data !== undefined) return <Invited code={invite.data} label={label} endsOn={endsOn} birthDate={house?.patient?.birthDate} />
  const acts = topics.data?.some(topic => topic.acts && chosen.includes(topic.code)) === true
  return (
    <form ref={form} onSubmit={submit} className={calm['form']} noValidate>
      <TextInput name="label" label={t`Wen möchten Sie einladen?`} description={t`Wie Sie die Person nennen, zum Beispiel „Meine Tochter Anna“`} value={label} onChange={event => setLabel(event.currentTarget.value)} maxLength={60} size="md" autoComplete="off" error={tried && label.trim() === '' ? t`Bitte geben Sie an, wen Sie einladen.` : undefined} />
      {own.length > 1 && <Choices legend={<Trans>Für welches Krankenhaus?</Trans>} options={own.map(one => ({ value: one.link, label: one.carrier.name }))} chosen={[link]} onChange={([next]) => setLink(next ?? '')} />}
      {topics.isPending ? <Loading /> : (
        <Choices
          several legend={<Trans>Was darf die Person sehen?</Trans>} options={(topics.data ?? []).map(({ code, words }) => ({ value: code, label: words[language] }))} chosen={chosen} onChange={setChosen}
          {...(tried && chosen.length === 0 ? { wrong: <Trans>Bitte wählen Sie mindestens ein Thema.</Trans> } : {})}
        />
      )}
      {acts && (
        <Choices
          legend={<Trans>Nur ansehen, oder auch handeln?</Trans>} chosen={[may]} onChange={([next]) => setMay(next === 'act' ? 'act' : 'read')}
          options={[{ value: 'read', label: <Trans>Nur ansehen</Trans> }, { value: 'act', label: <Trans>Ansehen und handeln</Trans>, hint: <Trans>Zum Beispiel Termine absagen, in Ihrem Namen</Trans> }]}
        />
      )}
      <DaySpan legend={<Trans>Wie lange?</Trans>} spans={spans} chosen={span} longest={longest} onChange={setDays} now={now} />
      {invite.isError && <Notice tone="bad" live>{faultText(invite.error)}</Notice>}
      <div className={calm['actions']}><Button type="submit" size="md" loading={invite.isPending}><Trans>Einladung erstellen</Trans></Button></div>
    </form>
  )
}

function Invited({ code, label, endsOn, birthDate }: { code: InvitationCode; label: string; endsOn: string; birthDate: string | undefined }) {
  const { t } = useLingui()
  const { date, dateTime } = useFormats()
  const head = useRef<HTMLDivElement>(null)
  useEffect(() => head.current?.focus(), [])
  const [ends, expires, born, place] = [date(endsOn), dateTime(code.expiresAt), birthDate === undefined ? '' : date(birthDate), `${location.origin}/start`]
  return (
    <div ref={head} tabIndex={-1} role="group" aria-label={t`Die Einladung ist bereit`}>
      <Card title={<Trans>Einladung für {label}</Trans>} icon="check">
        <p><Trans>Geben Sie diesen Code weiter. Er wird nur jetzt angezeigt.</Trans></p>
        <p className={calm['code']}>{code.code}</p>
        <ol>
          <li><Trans>Die Person öffnet {place}</Trans></li>
          <li><Trans>Sie gibt diesen Code und Ihr Geburtsdatum ({born}) ein.</Trans></li>
          <li><Trans>Sie meldet sich mit ihrem eigenen Konto an oder legt eines an.</Trans></li>
        </ol>
        <p className={calm['dim']}><Trans>Der Code gilt bis {expires}, der Zugang bis {ends}. Beides können Sie vorher beenden.</Trans></p>
        <div className={`${calm['actions']} screen-only`}>
          <Button leftSection={<Icon name="printer" />} onClick={() => print()}><Trans>Drucken</Trans></Button>
          <Link to="/meine/angehoerige" className={calm['button'] ?? ''} data-look="quiet"><Trans>Fertig</Trans></Link>
        </div>
      </Card>
    </div>
  )
}
