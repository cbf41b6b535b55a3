import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { fetchProxies, fetchTopics } from '../../client/persons.ts'
import { Card, Column, Item } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { HelpNote } from '../../shell/help-note.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { BackHome } from './back-home.tsx'
import { ChildrenCard } from './children-card.tsx'
import { InvitationLine, ProxyLine } from './proxy-lines.tsx'
import { useLinkWords } from './use-link-words.ts'
import { usePeople } from './use-people.ts'
import { useTopicWords } from './use-topic-words.ts'
import calm from '../../shell/calm.module.css'

/** Who may act for me; for whom may I act; children who are not linked yet. */
export function RelativesPage() {
  const { t } = useLingui()
  const faultText = useFaultText()
  const { links, people } = usePeople()
  const proxies = useQuery({ queryKey: ['persons', 'proxies'], queryFn: ({ signal }) => fetchProxies(signal) })
  const topics = useQuery({ queryKey: ['persons', 'topics'], queryFn: ({ signal }) => fetchTopics(signal), staleTime: Infinity })
  const topicWords = useTopicWords(topics.data)
  const others = people.filter(({ self }) => !self)
  const nobody = proxies.data?.proxies.length === 0 && proxies.data.invitations.length === 0
  const mayInvite = people.some(({ links: own }) => own.some(({ relation }) => relation === 'self'))
  return (
    <Column>
      <PageHead title={t`Angehörige`} above={<BackHome />} lead={<Trans>Bestimmen Sie, wer für Sie hineinsehen oder handeln darf, und sehen Sie, für wen Sie es dürfen.</Trans>} />
      <HelpNote>
        <p><Trans>Eine Vertretung gilt für ein Krankenhaus, für die Themen, die Sie auswählen, und bis zu einem Tag, den Sie bestimmen. Die Person meldet sich mit ihrem eigenen Konto an. Alles, was sie ansieht, steht in Ihrem Protokoll.</Trans></p>
        <p><Trans>Eltern haben Zugang zu den Daten ihrer Kinder ab dem ersten Tag. Er endet von selbst, wenn das Kind das Alter erreicht, das Ihr Krankenhaus festgelegt hat.</Trans></p>
      </HelpNote>
      <ChildrenCard />
      <Card title={<Trans>Wer darf für mich hineinsehen?</Trans>} icon="eye">
        {proxies.isError && <Notice tone="bad" live>{faultText(proxies.error)}</Notice>}
        {proxies.isPending && <Loading />}
        {nobody && <p><Trans>Niemand außer Ihnen. Wenn jemand Sie unterstützt, etwa Ihre Tochter oder Ihr Pfleger, können Sie diese Person einladen.</Trans></p>}
        <ul className={calm['list']}>
          {proxies.data?.proxies.map(proxy => <li key={proxy.link}><ProxyLine proxy={proxy} topics={topicWords} /></li>)}
          {proxies.data?.invitations.map(invitation => <li key={invitation.id}><InvitationLine invitation={invitation} topics={topicWords} /></li>)}
        </ul>
        {mayInvite
          ? <div><Link to="/meine/angehoerige/einladen" className={calm['button'] ?? ''} data-look={nobody ? undefined : 'quiet'}><Trans>Jemanden einladen</Trans></Link></div>
          : links.isSuccess && <p className={calm['dim']}><Trans>Einladen können Sie, sobald ein Krankenhaus mit Ihren eigenen Daten verbunden ist. <Link to="/meine/krankenhaeuser/neu">Krankenhaus verbinden</Link></Trans></p>}
      </Card>
      <Card title={<Trans>Für wen darf ich hineinsehen?</Trans>} icon="people">
        {links.isPending && <Loading />}
        {links.isSuccess && others.length === 0 && <p><Trans>Für niemanden. Wenn Sie jemand einlädt, geben Sie den Code aus der Einladung unter <Link to="/meine/krankenhaeuser/neu">„Krankenhaus verbinden“</Link> ein.</Trans></p>}
        <ul className={calm['list']}>{others.flatMap(person => person.links.map(link => <li key={link.link}><HeldLine link={link} topics={topicWords} /></li>))}</ul>
        {others.length > 0 && <p className={calm['small']}><Trans>Sie können eine Vertretung jederzeit selbst abgeben: unter <Link to="/meine/krankenhaeuser">„Meine Krankenhäuser“</Link>.</Trans></p>}
      </Card>
    </Column>
  )
}

function HeldLine({ link, topics }: { link: NonNullable<ReturnType<typeof usePeople>['links']['data']>[number]; topics: (codes: readonly string[]) => string }) {
  const { date } = useFormats()
  const words = useLinkWords()
  const [house, ends] = [link.carrier.name, link.endsOn === undefined ? undefined : date(link.endsOn)]
  return (
    <Item name={link.patient?.name ?? ''}>
      <span>{words.relation(link)}, <Trans>bei {house}</Trans></span>
      <span className={calm['small']}>{link.topics === undefined ? <Trans>alle Themen</Trans> : topics(link.topics)}{link.may === 'read' && <>{' · '}<Trans>nur ansehen</Trans></>}{ends !== undefined && <>{' · '}<Trans>endet am {ends}</Trans></>}</span>
    </Item>
  )
}
