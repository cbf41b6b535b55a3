import { permissionsAt, platform, reachesReleased, roleNames, rolesAt, type Access, type Principal } from '@steckwerk/access'
import type { Store } from '@steckwerk/store'
import type { Me, RoleName } from './contract.ts'

export const isShown = (role: string): role is RoleName => role !== 'automation' && role !== 'patient' && role !== 'proxy'

/** What somebody is told of themselves. Carriers that know them as a patient are told by the person's own pages only. */
export async function meOf(principal: Principal, { access, store }: { readonly access: Access; readonly store: Store }): Promise<Me> {
  const all = await store.carriers()
  const carriers = all.filter(({ kind }) => kind === 'carrier')
  const held = new Set(principal.memberships.flatMap(({ roles: some }) => some))
  const own = carriers.filter(({ slug }) => rolesAt(principal, slug).length > 0)
  const networks = all.filter(({ slug, kind }) => kind === 'network' && principal.memberships.some((one) => one.carrier === slug)).map(({ slug, name }) => ({ slug, name, permissions: [...permissionsAt(principal, slug)] }))
  return {
    account: principal.account,
    name: principal.name,
    roles: roleNames.filter((role) => held.has(role)).filter(isShown),
    permissions: [...permissionsAt(principal, platform)],
    carriers: own.map(({ slug, name }) => ({ slug, name, roles: rolesAt(principal, slug).filter(isShown), permissions: [...permissionsAt(principal, slug)] })),
    elsewhere: [...held].some((role) => reachesReleased(role)) ? carriers.filter((carrier) => !own.includes(carrier)).map(({ slug, name }) => ({ slug, name })) : [],
    ...(networks.length === 0 ? {} : { networks }),
    demo: access.demo,
  }
}
