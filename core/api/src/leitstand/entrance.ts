import { demoAccounts, platform, type Access } from '@steckwerk/access'
import type { Store } from '@steckwerk/store'
import type { Entrance } from './contract.ts'
import { isShown } from './me.ts'

/** What the sign-in page may tell: with the demo, its accounts as far as their carriers are there. Where somebody is a patient is told of nobody. */
export async function entranceOf({ access, store }: { readonly access: Access; readonly store: Store }): Promise<Entrance> {
  if (!access.demo) return { demo: false, accounts: [] }
  const names = new Map((await store.carriers()).map(({ slug, name }) => [slug, name]))
  const there = demoAccounts.filter(({ memberships }) => memberships.every(({ carrier }) => carrier === platform || names.has(carrier)))
  return {
    demo: true,
    accounts: there.map(({ account, name, memberships }) => ({
      account,
      name,
      roles: memberships.flatMap(({ roles }) => roles).filter(isShown),
      carriers: memberships.flatMap(({ carrier }) => names.get(carrier) ?? []),
    })),
  }
}
