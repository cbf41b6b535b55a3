import type { FhirResource } from '@steckwerk/plug'
import type { Asked } from '../../community-route.ts'
import type { Actor } from '../actor.ts'

/** The whole directory, as every format has it: by name. `pageOf`: where people read of one. */
export interface Everybody {
  readonly network: { readonly slug: string; readonly name: string }
  readonly actors: readonly Actor[]
  readonly contacts: readonly FhirResource[]
  /** Where the network's records are read one by one: `https://hub.example/fhir/ruhr`. */
  readonly fhirBase: string
  readonly pageOf: (id: string) => string
}

export async function everybody({ carrier, publicUrl, shelf }: Asked, contacts: readonly FhirResource[] = []): Promise<Everybody> {
  const { things } = await shelf.actors(carrier)
  return {
    network: carrier, actors: things.toSorted((a, b) => a.name.localeCompare(b.name, 'de') || (a.id < b.id ? -1 : 1)), contacts,
    fhirBase: `${publicUrl}/fhir/${carrier.slug}`, pageOf: (id) => `${publicUrl}/netz/${carrier.slug}/verzeichnis/${encodeURIComponent(id)}`,
  }
}
