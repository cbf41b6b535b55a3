import { fhirClient } from './http-fhir-client.ts'
import type { HubLink, LinkedCarrier } from './hub-link.ts'
import type { PlugCarrier } from './plug.ts'

/** A carrier for a service outside the hub. */
export function carrierOverHttp(link: HubLink, { slug, name, parameters }: LinkedCarrier): PlugCarrier {
  return {
    slug, name, parameters,
    fhir: fhirClient(link.fhir(slug)),
    count: (metric, amount, key) => link.count(slug, metric, amount, key),
    notify: (news) => link.notify(slug, news),
  }
}
