import type { Ctx, Tenant, View } from '@steckwerk/kernel'
import type { IndexHash } from '../search/index-hash.ts'
import { PreparedView } from './prepared-view.ts'
import { Sight } from './sight.ts'

/** Prepares each view once for a carrier, for as long as somebody holds it. */
export class Sights {
  readonly #hash: IndexHash
  readonly #prepared = new WeakMap<View, Map<Tenant, PreparedView>>()

  constructor(hash: IndexHash) {
    this.#hash = hash
  }

  /** undefined = everything may be seen. */
  of({ tenant, view, now }: Pick<Ctx, 'tenant' | 'view' | 'now'>): Sight | undefined {
    if (view === undefined) return undefined
    let tenants = this.#prepared.get(view)
    if (tenants === undefined) this.#prepared.set(view, (tenants = new Map<Tenant, PreparedView>()))
    let prepared = tenants.get(tenant)
    if (prepared === undefined) tenants.set(tenant, (prepared = new PreparedView(this.#hash, tenant, view)))
    return new Sight(prepared, this.#hash, tenant, view, now.getTime())
  }
}
