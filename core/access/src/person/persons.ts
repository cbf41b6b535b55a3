import type { Clock } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { createActivations, type Activations } from './activation.ts'
import { createPersonAttempts } from './attempts.ts'
import { createChildren, type Children } from './children.ts'
import { createDeskNumbers, type DeskNumbers } from './desk-number.ts'
import { createExactSearches, type ExactSearches } from './exact-search.ts'
import { createGuests, type Guests } from './guests.ts'
import { createInsuranceLinks, type InsuranceLinks } from './insurance.ts'
import { createLinks, type LinkParts, type Links } from './links.ts'
import type { PersonParts } from './making.ts'
import type { PersonAudit } from './person-audit.ts'
import { personKeys, type PersonKeys } from './person-keys.ts'
import { createPortalAccesses, type PortalAccesses } from './portal-access.ts'
import { createProxies, type Proxies } from './proxies.ts'
import { createRedeeming, type Redeeming } from './redeem.ts'
import { createSettings, type SettingsOfCarriers } from './settings.ts'
import { createVaults } from './vault.ts'

/** One person, many hospitals: which account may act for which Patient, and the acts by which that begins and ends.
 *  docs/decisions/0020-no-central-patient-list.md */
export interface Persons {
  readonly keys: PersonKeys
  readonly links: Links
  readonly settings: SettingsOfCarriers
  readonly redeeming: Redeeming
  readonly activations: Activations
  readonly deskNumbers: DeskNumbers
  readonly insurance: InsuranceLinks
  readonly children: Children
  readonly proxies: Proxies
  readonly portalAccess: PortalAccesses
  readonly guests: Guests
  readonly exactSearches: ExactSearches
}

export function createPersons(options: {
  readonly store: Store
  readonly clock: Clock
  readonly hubKey: Buffer
  readonly audit: PersonAudit
  /** Hears of every change of links. */
  readonly changed: () => void
}): Persons {
  const { store, clock, audit } = options
  const keys = personKeys(options.hubKey)
  const settings = createSettings(store, clock)
  const linkParts: LinkParts = { store, clock, keys, vaults: createVaults(keys), settings, audit }
  const links = createLinks(linkParts, options.changed)
  const parts: PersonParts = { ...linkParts, links }
  const attempts = createPersonAttempts(store, keys)
  return {
    keys,
    links,
    settings,
    redeeming: createRedeeming(parts, attempts),
    activations: createActivations(parts),
    deskNumbers: createDeskNumbers(parts, attempts),
    insurance: createInsuranceLinks(parts),
    children: createChildren(parts),
    proxies: createProxies(parts),
    portalAccess: createPortalAccesses(parts),
    guests: createGuests(parts, attempts),
    exactSearches: createExactSearches(parts, attempts),
  }
}
