import { createHash } from 'node:crypto'
import { kindWords } from '../import/columns.ts'
import type { Actor } from '../actor.ts'
import type { Everybody } from './everybody.ts'

/** The same of the same is the same UUID. Source: RFC 9562, version 8. */
function uuid(...of: readonly string[]): string {
  const hex = createHash('sha256').update(of.join(' ')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${'89ab'[Number.parseInt(hex[16]!, 16) % 4]}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Everybody as Open Referral's list of services, each with its organization and where it is: one page with all. Source: Human Services Data Specification 3.0. */
export function hsds({ actors, network, pageOf }: Everybody): Record<string, unknown> {
  return {
    total_items: actors.length, total_pages: 1, page_number: 1, size: actors.length, first_page: true, last_page: true, empty: actors.length === 0,
    contents: actors.map((actor) => service(actor, network.slug, pageOf(actor.id))),
  }
}

function service(actor: Actor, network: string, page: string): Record<string, unknown> {
  const id = (what: string): string => uuid(network, actor.id, what)
  const described = actor.about === '' ? actor.name : actor.about
  const attribute = (term: string, taxonomy: string, linkType: string) => ({
    id: id(`attribute ${taxonomy} ${term}`), link_id: id('service'), link_type: linkType, link_entity: 'service', value: term, label: term,
    taxonomy_term: { id: uuid(network, taxonomy, term), name: term, description: term, taxonomy, language: 'de' },
  })
  return {
    id: id('service'), organization_id: id('organization'), name: actor.name, status: 'active', description: actor.offers === '' ? described : actor.offers, url: page,
    organization: { id: id('organization'), name: actor.name, description: described, uri: page, ...(actor.website === '' ? {} : { website: actor.website }) },
    service_at_locations: [{
      id: id('service at location'), service_id: id('service'), location_id: id('location'),
      location: {
        id: id('location'), location_type: 'physical', organization_id: id('organization'), name: actor.name, ...actor.position,
        addresses: [{ id: id('address'), location_id: id('location'), address_1: actor.street, city: actor.city, state_province: '', postal_code: actor.postalCode, country: 'DE', address_type: 'physical' }],
      },
    }],
    attributes: [attribute(kindWords[actor.kind].de, 'urn:steckwerk:community:actor-kind', 'service_type'), ...actor.topics.map((topic) => attribute(topic, 'urn:steckwerk:community:topic', 'subject'))],
  }
}
