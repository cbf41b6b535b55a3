import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { ActorFacts } from '../../../client/directory.ts'
import { useKindWords } from './use-kind-words.ts'
import classes from '../network.module.css'

/** Names of interfaces, the same in every language. */
const endpointWords = { fhir: 'FHIR', dicomweb: 'DICOMweb', kim: 'KIM' } as const

/** What is said of an organization. */
export function ActorFactList({ actor }: { actor: ActorFacts }) {
  const kindWord = useKindWords()
  const place = [actor.street, [actor.postalCode, actor.city].filter(part => part !== '').join(' ')].filter(part => part !== '').join(', ')
  return (
    <dl className={classes['facts']}>
      <Fact name={<Trans>Art</Trans>}>{kindWord(actor.kind)}</Fact>
      <Fact name={<Trans>Ort</Trans>}>{place}</Fact>
      {actor.about !== '' && <Fact name={<Trans>Über die Einrichtung</Trans>}>{actor.about}</Fact>}
      {actor.topics.length > 0 && <Fact name={<Trans>Themen</Trans>}>{actor.topics.join(', ')}</Fact>}
      {actor.offers !== '' && <Fact name={<Trans>Bietet an</Trans>}>{actor.offers}</Fact>}
      {actor.needs !== '' && <Fact name={<Trans>Sucht</Trans>}>{actor.needs}</Fact>}
      {/^https?:\/\//.test(actor.website) && <Fact name={<Trans>Internetseite</Trans>}><a href={actor.website} rel="noreferrer nofollow">{actor.website.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '')}</a></Fact>}
      {actor.endpoints.map(({ kind, address }) => <Fact key={`${kind} ${address}`} name={endpointWords[kind]}>{address}</Fact>)}
    </dl>
  )
}

function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>
}
