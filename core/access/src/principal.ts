import type { Membership, Principal } from './contract.ts'
import { roles as table, roleNames, type Permission, type Role, type RoleTable } from './roles.ts'

/** Stands for the platform itself where a carrier's slug stands otherwise. */
export const platform = '*'

/** The memberships that count at a carrier: its own and the platform's. */
export function membershipsAt(principal: Principal, carrier: string): readonly Membership[] {
  return principal.memberships.filter((membership) => membership.carrier === carrier || membership.carrier === platform)
}

/** The roles held at a carrier, in the table's order. */
export function rolesAt(principal: Principal, carrier: string): readonly Role[] {
  const held = new Set(membershipsAt(principal, carrier).flatMap(({ roles }) => roles))
  return roleNames.filter((role) => held.has(role))
}

/** What those roles permit there; of `platform`, what is permitted on the platform as a whole. A program that acts for somebody uses the FHIR interface and nothing else. */
export function permissionsAt(principal: Principal, carrier: string, roles: RoleTable = table): ReadonlySet<Permission> {
  const permissions = rolesAt(principal, carrier).flatMap((role) => [...roles[role].permissions])
  return new Set(principal.kind === 'client' ? permissions.filter((permission) => permission.startsWith('fhir.')) : permissions)
}
