import { Fault } from '@steckwerk/kernel'
import type { PlugDocuments } from './documents.ts'
import type { PlugEditions } from './editions.ts'
import { fhirClient } from './http-fhir-client.ts'
import type { HubLink, LinkedCarrier } from './hub-link.ts'
import type { PlugCarrier } from './plug.ts'

const noDocuments = (): Fault => new Fault('not-supported', 'plug/documents-inside', 'The hub keeps documents of services that run inside it only.')

/** A service outside has a place of its own for what it keeps. */
const keptElsewhere: PlugDocuments = {
  get: () => Promise.reject(noDocuments()),
  list: () => Promise.reject(noDocuments()),
  count: () => Promise.reject(noDocuments()),
  write: () => Promise.reject(noDocuments()),
  changes: () => { throw noDocuments() },
}

const noEditions = (): Promise<never> => Promise.reject(new Fault('not-supported', 'plug/editions-inside', 'The hub sends newsletters of services that run inside it only.'))

/** Addresses of many people do not travel to the hub: a service outside has a mail server of its own. */
const sentElsewhere: PlugEditions = {
  send: noEditions, preview: noEditions, hold: noEditions, progress: noEditions, withdraw: noEditions, returned: noEditions, acknowledge: noEditions,
}

/** A carrier for a service outside the hub. */
export function carrierOverHttp(link: HubLink, { slug, name, parameters }: LinkedCarrier): PlugCarrier {
  return {
    slug, name, parameters,
    fhir: fhirClient(link.fhir(slug)),
    count: (metric, amount, key) => link.count(slug, metric, amount, key),
    documents: keptElsewhere,
    notify: (news) => link.notify(slug, news),
    mail: (mail) => link.mail(slug, mail),
    editions: sentElsewhere,
  }
}
