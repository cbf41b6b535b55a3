import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, Navigate, useParams } from '@tanstack/react-router'
import { fetchActor, fetchActors } from '../../../client/directory.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackLink } from '../back-link.tsx'
import { useNetwork } from '../use-network.ts'
import { ActorFactList } from './actor-facts.tsx'
import { ContactList } from './contact-list.tsx'
import { EditLinkCard } from './edit-link-card.tsx'
import { UndertakingsOf } from '../undertaking/undertakings-of.tsx'
import { RegionMap } from './region-map.tsx'
import calm from '../../../shell/calm.module.css'

/** One organization. */
export function ActorPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const faultText = useFaultText()
  const { date } = useFormats()
  const { actor: id } = useParams({ from: '/netz/$network/verzeichnis/$actor' })
  const { data: actor, error, isPending } = useQuery({ queryKey: ['network', network.slug, 'actor', id], queryFn: ({ signal }) => fetchActor(network, id, signal), staleTime: 30_000 })
  const everybody = { q: '', topic: '', kind: '' }
  const others = useQuery({ queryKey: ['network', network.slug, 'actors', everybody], queryFn: ({ signal }) => fetchActors(network, everybody, signal), staleTime: 30_000 })
  const places = (others.data?.actors ?? []).flatMap(({ position, ...rest }) => (position === undefined ? [] : [{ ...rest, position }]))
  const [name, city] = [actor?.name ?? '', actor?.city ?? '']
  const unconfirmedSince = actor === undefined || actor.unconfirmedSince === null ? undefined : date(actor.unconfirmedSince)
  // It was merged into another one since the address was made.
  if (actor !== undefined && actor.id !== id) return <Navigate to="/netz/$network/verzeichnis/$actor" params={{ network: network.slug, actor: actor.id }} replace />
  return (
    <Column>
      <PageHead title={actor?.name ?? t`Einrichtung`} above={<BackLink to="/netz/$network/verzeichnis" params={{ network: network.slug }}><Trans>Verzeichnis</Trans></BackLink>} />
      {error !== null && <Notice tone="bad" live>{faultText(error)}</Notice>}
      {isPending && <Loading />}
      {actor !== undefined && (
        <>
          {unconfirmedSince !== undefined && <Notice tone="warn"><Trans>Seit {unconfirmedSince} nicht bestätigt: vielleicht stimmt hier nicht mehr alles.</Trans></Notice>}
          <Card title={<Trans>Angaben</Trans>} icon="table"><ActorFactList actor={actor} /></Card>
          {actor.contacts.length > 0 && <ContactList contacts={actor.contacts} />}
          {places.some(one => one.id === id) && <Card title={<Trans>Auf der Karte</Trans>} icon="search"><RegionMap places={places} marked={id} label={t`Karte der Region; ${name} liegt in ${city}`} /></Card>}
          <UndertakingsOf of={{ kind: 'actor', id, title: name }} />
          <p className="screen-only"><Link className={calm['button']} data-look="quiet" to="/netz/$network/vermittlung/neu" params={{ network: network.slug }} search={{ zu: `actor/${id}`, titel: name }}><Trans>Bringen Sie uns zusammen</Trans></Link></p>
          <EditLinkCard actor={id} />
        </>
      )}
    </Column>
  )
}
