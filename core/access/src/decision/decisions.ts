import { bothViews, reusedAnswers, type Clock, type View } from '@steckwerk/kernel'
import type { Carrier, Store } from '@steckwerk/store'
import type { Decision, Decisions, Membership, OwnPatients, Principal } from '../contract.ts'
import { samePatient } from '../person/patient-facts.ts'
import { membershipsAt, platform } from '../principal.ts'
import { networkPermissions, roles, type Permission, type RoleTable } from '../roles.ts'
import { scopesView } from '../smart/scopes-view.ts'
import type { SmartGrant, SmartScope } from '../smart/smart-grant.ts'
import { createCareSettings, type CareSettings } from './care-settings.ts'
import { reachesReleased, verdictOf } from './policy.ts'
import { carrierCtx } from '../system-ctx.ts'
import { createSites, type Sites } from './sites.ts'
import type { Post, Standing } from './standing.ts'

/** What a client that acts for itself was registered for at a carrier; undefined = not known there. */
export interface ClientRights {
  of(client: string, carrier: Carrier): Promise<readonly SmartScope[] | undefined>
}

/** Emergency accesses in force: the Patients, and until when the answer holds (milliseconds; Infinity = until told). */
export interface Emergencies {
  inForce(account: string, carrier: Carrier): Promise<{ readonly patients: readonly string[]; readonly until: number }>
}

export interface DecisionsOptions {
  readonly store: Store
  readonly clock: Clock
  readonly ownPatients: OwnPatients
  readonly clientRights: ClientRights
  readonly emergencies: Emergencies
  readonly table?: RoleTable
}

export interface OpenDecisions extends Decisions {
  readonly settings: CareSettings
  readonly sites: Sites
  /** What somebody may do has changed (or, without an account, anybody): in force here at once. */
  forget(account?: string): void
}

const remembered = 10_000
const dayMs = 86_400_000

interface Held {
  readonly decision: Decision | undefined
  /** Milliseconds since 1970; Infinity = until told. */
  readonly until: number
}

export function createDecisions(options: DecisionsOptions): OpenDecisions {
  const { store, clock, ownPatients, clientRights, emergencies, table = roles } = options
  const sites = createSites(store, clock)
  const settings = createCareSettings(store, clock)
  const held = reusedAnswers<string, Held>({ clock, reuseMs: 5_000, most: remembered, holdsUntil: ({ until }) => until })
  /** The last decision of a key, so that one that says the same stays the same object. */
  const last = new Map<string, { text: string; decision: Decision }>()
  const keys = new WeakMap<Principal, string>()

  function keyOf(principal: Principal, carrier: Carrier): string {
    let key = keys.get(principal)
    if (key === undefined) {
      key = `${principal.account} ${JSON.stringify([principal.kind, principal.memberships, principal.grant])}`
      keys.set(principal, key)
    }
    return `${key} ${carrier.slug}`
  }

  async function postOf(membership: Membership, carrier: Carrier): Promise<Post | undefined> {
    const isHome = membership.carrier === carrier.slug || membership.carrier === platform
    if (!isHome && !membership.roles.some((role) => reachesReleased(role, table))) return undefined
    const named = membership.sites === 'all' ? [] : membership.sites.map((site) => `${membership.carrier}/${site}`)
    const base: Post = { roles: membership.roles, care: undefined, house: [], partner: [] }
    if (membership.carrier === platform) return { ...base, care: await sites.careKeys(carrier, membership.sites) }
    const home = isHome ? carrier : await store.carrier(membership.carrier)
    if (home === undefined) return undefined
    const houses = membership.sites === 'all' ? (await sites.houses(home)).map(({ id }) => `${home.slug}/${id}`) : named
    return {
      ...base,
      care: isHome ? await sites.careKeys(carrier, membership.sites) : undefined,
      house: [membership.carrier, ...houses],
      partner: membership.sites === 'all' ? [membership.carrier] : named,
    }
  }

  async function standingOf(principal: Principal, carrier: Carrier): Promise<Standing & { readonly until: number }> {
    const now = clock.now()
    const isHome = membershipsAt(principal, carrier.slug).length > 0
    const [posts, own, broken, { endedCaseDays }] = await Promise.all([
      Promise.all(principal.memberships.map((membership) => postOf(membership, carrier))),
      ownPatients.of(principal.account, carrier),
      isHome ? emergencies.inForce(principal.account, carrier) : { patients: [], until: Infinity },
      settings.of(carrier),
    ])
    return {
      posts: posts.filter((post) => post !== undefined),
      own,
      emergencies: broken.patients,
      // By the day, so that the view stays the same one for as long.
      endedAfter: Math.floor(now / dayMs) * dayMs - endedCaseDays * dayMs,
      until: broken.until,
    }
  }

  async function ofClientItself(principal: Principal, carrier: Carrier): Promise<Held> {
    const registered = await clientRights.of(principal.account, carrier)
    const granted = principal.grant!.scopes.filter(({ context }) => context === 'system')
    const view = bothViews(scopesView(registered ?? [], undefined), scopesView(granted, undefined))
    const decision = registered === undefined ? undefined : { permissions: fhirPermissions(view), view, purpose: 'HOPERAT' }
    return { decision, until: Infinity }
  }

  /** An app goes on through a merge, and through its being undone. */
  async function launchedWith({ patient }: SmartGrant, carrier: Carrier): Promise<readonly string[] | undefined> {
    return patient === undefined ? undefined : store.read(carrierCtx(carrier, clock.now()), (reader) => samePatient(reader, patient))
  }

  async function make(principal: Principal, carrier: Carrier): Promise<Held> {
    const { grant } = principal
    if (grant !== undefined && grant.carrier !== carrier.slug) return { decision: undefined, until: Infinity }
    if (principal.kind === 'client' && grant === undefined) return { decision: undefined, until: Infinity }
    if (grant !== undefined && grant.client === principal.account) return ofClientItself(principal, carrier)
    const standing = await standingOf(principal, carrier)
    const verdict = verdictOf(standing, table)
    if (verdict === undefined || grant === undefined) return { decision: verdict, until: standing.until }
    const launched = await launchedWith(grant, carrier)
    const granted = scopesView(grant.scopes.filter(({ context }) => context !== 'system'), launched)
    const view = verdict.view === undefined ? granted : bothViews(verdict.view, granted)
    const permissions = new Set([...fhirPermissions(view)].filter((permission) => verdict.permissions.has(permission)))
    return { decision: { ...verdict, permissions, view, ...(launched === undefined ? {} : { launched }) }, until: standing.until }
  }

  /** The former object where the answer says the same. */
  function same(key: string, { decision, until }: Held): Held {
    if (decision === undefined) return { decision, until }
    const text = JSON.stringify([...decision.permissions, decision.purpose, decision.view])
    const before = last.get(key)
    if (before?.text === text) return { decision: before.decision, until }
    if (last.size >= remembered) last.clear()
    last.set(key, { text, decision })
    return { decision, until }
  }

  return {
    settings,
    sites,
    decide: async (principal, carrier) => {
      const key = keyOf(principal, carrier)
      return (await held.of(key, async () => same(key, heldToKind(await make(principal, carrier), carrier)))).decision
    },
    forget: (account) => {
      if (account !== undefined) return held.forgetWhere((key) => key.startsWith(`${account} `))
      held.forget()
      sites.forget()
      settings.forget()
    },
  }
}

/** A network has no connectors, wards or patients, and a carrier no network's pages: what is to do there is not offered. */
function heldToKind(held: Held, { kind }: Carrier): Held {
  if (held.decision === undefined) return held
  const permissions = new Set([...held.decision.permissions].filter((permission) => (kind === 'network' ? networkPermissions.has(permission) : permission !== 'network.edit')))
  return { ...held, decision: { ...held.decision, permissions } }
}

/** What a view says of using the FHIR interface at all. */
function fhirPermissions(view: View): ReadonlySet<Permission> {
  const letters = view.rules.map(({ may }) => may).join('')
  return new Set<Permission>([...(/[rs]/.test(letters) ? ['fhir.read' as const] : []), ...(/[cud]/.test(letters) ? ['fhir.write' as const] : [])])
}
