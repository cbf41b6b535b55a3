import type { Me } from '@steckwerk/api/contract'

/** Pages of a carrier's administration and desk with the permission that opens each, in the order of their tabs. */
export const carrierPages = [
  { page: 'empfang', permission: 'person.desk' },
  { page: 'kalender', permission: 'ward.read' },
  { page: 'notfall', permission: 'emergency.break-glass' },
  { page: 'personen', permission: 'people.manage' },
  { page: 'dubletten', permission: 'duplicate.review' },
  { page: 'notfallzugriffe', permission: 'emergency.review' },
  { page: 'apps', permission: 'client.manage' },
  { page: 'formulare', permission: 'carrier.settings' },
  { page: 'dienste', permission: 'service.order' },
  { page: 'schluessel', permission: 'key.manage' },
  { page: 'anmeldung', permission: 'carrier.settings' },
  { page: 'protokoll', permission: 'audit.read' },
  { page: 'einstellungen', permission: 'carrier.settings' },
] as const
export type CarrierPage = (typeof carrierPages)[number]['page']

/** What is daily work at the desk or the bedside, and no administration. */
const work: readonly CarrierPage[] = ['empfang', 'kalender', 'notfall']

export function pagesAt(me: Me, carrier: string): readonly CarrierPage[] {
  const permissions = me.carriers.find(({ slug }) => slug === carrier)?.permissions ?? []
  return carrierPages.filter(({ permission }) => permissions.includes(permission)).map(({ page }) => page)
}

/** Carriers where the account may open this page. */
export function carriersWith(me: Me, page: CarrierPage): Me['carriers'] {
  return me.carriers.filter(({ slug }) => pagesAt(me, slug).includes(page))
}

/** Whether the account books, moves and cancels at this carrier: who sees the wards and works at the desk. The hub decides by the right to write Appointments,
 *  which no permission tells; who is refused there sees why. */
export function arranges(me: Me, carrier: string): boolean {
  const permissions = me.carriers.find(({ slug }) => slug === carrier)?.permissions ?? []
  return permissions.includes('ward.read') && permissions.includes('person.desk') && permissions.includes('fhir.write')
}

/** Whether there is something to administer at some carrier. */
export function administers(me: Me): boolean {
  return me.carriers.some(({ slug }) => pagesAt(me, slug).some(page => !work.includes(page)))
}

/** Where to arrive at a carrier: administration first, as the desk and the emergency have entries of their own. */
export function firstPageAt(me: Me, carrier: string): CarrierPage | undefined {
  const pages = pagesAt(me, carrier)
  return pages.find(page => !work.includes(page)) ?? pages[0]
}
