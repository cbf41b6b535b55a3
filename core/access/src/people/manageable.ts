import { Fault } from '@steckwerk/kernel'
import type { Membership, Principal } from '../contract.ts'
import { permissionsAt, rolesAt } from '../principal.ts'
import { isRole, roleNames, roles, type Place, type Role } from '../roles.ts'

/** Where people are worked on: a carrier or network by its slug, or `platform`. */
export interface PeoplePlace {
  readonly carrier: string
  readonly kind: Place
}

/** The roles somebody may give and take there. */
export function manageableRoles(by: Principal, { carrier, kind }: PeoplePlace): readonly Role[] {
  if (!permissionsAt(by, carrier).has('people.manage')) return []
  const manages = new Set(rolesAt(by, carrier).flatMap((role) => roles[role].manages))
  return roleNames.filter((role) => manages.has(role) && roles[role].given.includes(kind))
}

/** The roles by their names. Faults: access/people-role. */
export function readRoles(names: readonly string[]): readonly Role[] {
  return names.map((name) => {
    if (!isRole(name)) throw new Fault('invalid', 'access/people-role', 'There is no such role; docs/roles.md lists them.', { at: 'roles' })
    return name
  })
}

/** Refuses a change of roles beyond what somebody may give and take. Faults: access/people-not-yours, access/people-sites. */
export function requireManageable(by: Principal, kind: Place, before: readonly Role[], after: Membership): void {
  const mine = manageableRoles(by, { carrier: after.carrier, kind })
  const changed = [...before.filter((role) => !after.roles.includes(role)), ...after.roles.filter((role) => !before.includes(role))]
  if (mine.length === 0 || changed.some((role) => !mine.includes(role))) {
    throw new Fault('forbidden', 'access/people-not-yours', 'These roles are not yours to give or take here.')
  }
  if (kind !== 'carrier' && after.sites !== 'all') throw new Fault('invalid', 'access/people-sites', 'Roles of the platform and of networks have no sites.', { at: 'sites' })
}
