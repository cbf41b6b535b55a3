import type { SeedPlace } from '@steckwerk/scheduling'
import { demoCarriers, type DemoCarrier } from '../region/carriers.ts'

/** Invented; the telephone numbers are of those kept for films. */
const addresses: Readonly<Record<DemoCarrier['slug'], Omit<SeedPlace, 'name'>>> = {
  alpha: { line: 'Am Stadtpark 1', postalCode: '12345', city: 'Alphastadt', phone: '069 90009101' },
  beta: { line: 'Annaplatz 4', postalCode: '23456', city: 'Betahausen', phone: '069 90009102' },
  gamma: { line: 'Talstraße 20', postalCode: '34567', city: 'Gammatal', phone: '069 90009103' },
}

/** Where the patients of each carrier of the demo come to. */
export function placeOf(slug: DemoCarrier['slug']): SeedPlace {
  return { name: demoCarriers.find((carrier) => carrier.slug === slug)!.site, ...addresses[slug] }
}
