import { Trans, useLingui } from '@lingui/react/macro'
import type { PersonLink } from '@steckwerk/api/contract/person'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { unlink } from '../../client/persons.ts'
import { useAnnounce } from '../../shell/announcer.tsx'
import { Card, Column, ConfirmInPlace, Item } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { HelpNote } from '../../shell/help-note.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { BackHome } from './back-home.tsx'
import { useLinkWords } from './use-link-words.ts'
import { usePeople } from './use-people.ts'
import calm from '../../shell/calm.module.css'

/** The hospitals one is linked to, for oneself and for others. */
export function HospitalsPage() {
  const { t } = useLingui()
  const faultText = useFaultText()
  const { links, people } = usePeople()
  const pending = links.data?.filter(({ state }) => state !== 'active') ?? []
  return (
    <Column>
      <PageHead title={t`Meine Krankenhäuser`} above={<BackHome />} lead={<Trans>Mit diesen Krankenhäusern haben Sie dieses Konto verbunden.</Trans>} />
      <HelpNote>
        <p><Trans>Jede Verbindung entsteht nur durch Sie selbst. Kein Krankenhaus erfährt, mit welchen anderen Sie verbunden sind, und auch der Betreiber dieses Portals kann es nicht sehen.</Trans></p>
      </HelpNote>
      {links.isError && <Notice tone="bad" live>{faultText(links.error)}</Notice>}
      {links.isPending && <Loading />}
      {links.isSuccess && links.data.length === 0 && (
        <Empty icon="house" title={<Trans>Noch kein Krankenhaus verbunden</Trans>}><Trans>Ihr Krankenhaus schickt oder gibt Ihnen einen Brief mit einem Code. Damit verbinden Sie es in zwei Minuten.</Trans></Empty>
      )}
      {pending.length > 0 && (
        <Card title={<Trans>In Arbeit</Trans>} icon="clock">
          <ul className={calm['list']}>{pending.map(link => <li key={link.link}><PendingLine link={link} /></li>)}</ul>
        </Card>
      )}
      {people.map(person => {
        const name = person.name
        return (
          <Card key={person.key} title={person.self ? <Trans>Für Sie selbst</Trans> : <Trans>Für {name}</Trans>} icon={person.self ? 'house' : 'people'}>
            <ul className={calm['list']}>{person.links.map(link => <li key={link.link}><LinkLine link={link} /></li>)}</ul>
          </Card>
        )
      })}
      <div><Link to="/meine/krankenhaeuser/neu" className={calm['button'] ?? ''}><Trans>Krankenhaus verbinden</Trans></Link></div>
    </Column>
  )
}

function PendingLine({ link }: { link: PersonLink }) {
  return (
    <Item name={link.carrier.name} tag={<Tag tone="quiet" icon="clock">{link.state === 'waiting' ? <Trans>wartet auf den Empfang</Trans> : <Trans>wird gesucht</Trans>}</Tag>}>
      <span className={calm['small']}>{link.state === 'waiting' ? <Trans>Der Empfang prüft Ihre Anfrage. Meist dauert das einen Werktag.</Trans> : <Trans>Sobald das Krankenhaus etwas zu Ihrer Versichertennummer hat, erscheint es von selbst. Das kann auch nie geschehen, wenn Sie dort nicht waren.</Trans>}</span>
    </Item>
  )
}

function LinkLine({ link }: { link: PersonLink }) {
  const { t } = useLingui()
  const { date } = useFormats()
  const words = useLinkWords()
  const queries = useQueryClient()
  const announce = useAnnounce()
  const end = useMutation({
    mutationFn: () => unlink(link.link),
    onSuccess: () => {
      announce(t`Die Verbindung ist beendet.`)
      void queries.invalidateQueries()
    },
  })
  const [house, since, act, ends, name] = [link.carrier.name, date(link.since), words.act(link), link.endsOn === undefined ? undefined : date(link.endsOn), link.patient?.name ?? '']
  return (
    <Item
      name={house}
      actions={(
        <ConfirmInPlace label={<Trans>Verbindung beenden</Trans>} title={<Trans>Verbindung mit {house} beenden?</Trans>} confirm={<Trans>Jetzt beenden</Trans>} run={() => end.mutate()} pending={end.isPending} error={end.error}>
          <p><Trans>Sie sehen die Daten von dort dann nicht mehr in diesem Konto. Im Krankenhaus bleiben sie. Ihre Freigaben gelten weiter, bis Sie sie widerrufen. Zum erneuten Verbinden brauchen Sie einen neuen Code.</Trans></p>
        </ConfirmInPlace>
      )}
    >
      <span>{words.relation(link)}{name !== '' && <>: {name}</>}</span>
      <span className={calm['small']}><Trans>Verbunden {since}</Trans>, {act}{ends !== undefined && <>{' · '}<Trans>endet am {ends}</Trans></>}</span>
    </Item>
  )
}
