import type { Membership } from './contract.ts'
import { platform } from './principal.ts'
import type { Role } from './roles.ts'

export { platform }

/** An account of the demo: its id, also typed at sign-in. Patients and relatives have no memberships; what they see they link by their own acts. */
export interface DemoAccount {
  readonly account: string
  readonly name: string
  readonly memberships: readonly Membership[]
}

/** Somebody of a carrier, for all of it or for sites (ids of Organizations). */
function at(carrier: string, account: string, name: string, roles: readonly Role[], sites: Membership['sites'] = 'all'): DemoAccount {
  return { account, name, memberships: [{ carrier, roles, sites }] }
}

const ofPlatform = (account: string, name: string, roles: readonly Role[]): DemoAccount => at(platform, account, name, roles)
const person = (account: string, name: string): DemoAccount => ({ account, name, memberships: [] })

/** Every account of the demo: each role over the three carriers and the network, and the people they treat. All invented. */
export const demoAccounts: readonly DemoAccount[] = Object.freeze([
  ofPlatform('leitstand', 'Leitstand', ['operator']),
  ofPlatform('station', 'Station', ['clinician', 'ward-clerk']),
  ofPlatform('hersteller', 'Hanno Hersteller', ['vendor']),
  at('alpha', 'verwaltung.alpha', 'Vera Verwaltung', ['carrier-admin']),
  at('alpha', 'it.alpha', 'Ivo Technik', ['carrier-it']),
  at('alpha', 'aerztin.alpha', 'Dr. Alma Arndt', ['clinician']),
  at('alpha', 'empfang.alpha', 'Emil Empfang', ['ward-clerk']),
  at('beta', 'verwaltung.beta', 'Viktor Verwaltung', ['carrier-admin']),
  at('beta', 'it.beta', 'Ida Technik', ['carrier-it']),
  at('beta', 'arzt.beta', 'Dr. Bernd Berger', ['clinician']),
  at('beta', 'empfang.beta', 'Elena Empfang', ['ward-clerk']),
  at('gamma', 'verwaltung.gamma', 'Gesa Verwaltung', ['carrier-admin', 'carrier-it']),
  at('gamma', 'aerztin.gamma', 'Dr. Gerda Grün', ['clinician', 'ward-clerk']),
  at('gamma', 'praxis.gamma', 'Praxis Dr. Sonntag', ['referrer'], ['praxis-sonntag']),
  at('gamma', 'nachsorge.gamma', 'Rehaklinik Lindenhof', ['aftercare'], ['rehaklinik-lindenhof']),
  at('netz', 'redaktion', 'Nora Netzwerk', ['network-editor']),
  person('erika', 'Erika Mustermann'),
  person('anna', 'Anna Sommer'),
  person('jonas', 'Jonas Sommer'),
  person('heinrich', 'Heinrich Winter'),
  person('sabine', 'Sabine Winter'),
])
