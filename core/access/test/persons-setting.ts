import { asTenant, sql, type Ctx } from '@steckwerk/kernel'
import type { Carrier } from '@steckwerk/store'
import type { Access, AccessOptions, PersonCall } from '@steckwerk/access'
import { setting, type Setting } from './setting.ts'

export interface PersonsSetting extends Setting {
  readonly access: Access
  carrier(slug: string): Promise<Carrier>
  /** A new account, as somebody who asks. */
  person(account: string): Promise<() => PersonCall>
  /** Writes a resource as the hub. */
  put(slug: string, resource: { readonly resourceType: string; readonly id: string } & Readonly<Record<string, unknown>>): Promise<void>
  /** A desk's context, of one user. */
  desk(slug: string, user?: string): Promise<Ctx>
  /** A letter's code for a Patient. */
  code(slug: string, patient: string, kind?: 'self' | 'parent'): Promise<string>
}

export const patientOf = (id: string, more: Readonly<Record<string, unknown>> = {}) =>
  ({ resourceType: 'Patient', id, birthDate: '1980-05-17', name: [{ use: 'official', given: ['Änne'], family: `Muster${id}` }], ...more })

/** Two carriers with a hub's whole access over them. */
export async function personsSetting(options: Partial<AccessOptions> = {}): Promise<PersonsSetting> {
  const base = await setting()
  const access = await base.open(options)
  const { store } = base.test
  const carrier = async (slug: string): Promise<Carrier> => (await store.carrier(slug))!
  const desk = async (slug: string, user = 'desk'): Promise<Ctx> => ({ ...(await base.ctx(slug)), actor: `Account/${user}`, now: new Date(base.clock.now()) })
  return {
    ...base,
    access,
    carrier,
    desk,
    person: async (account) => {
      const ctx: Ctx = { tenant: asTenant(0), carrier: '', actor: 'Device/test', purpose: 'HSYSADMIN', trace: 'test', now: new Date(base.clock.now()) }
      await store.write(ctx, (w) => w.query(sql`
        insert into st.account (account, display, demo, created_at) values (${account}, ${`Name of ${account}`}, false, ${ctx.now}) on conflict do nothing`))
      return () => ({ account, name: `Name of ${account}`, trace: 'test', now: base.clock.now() })
    },
    put: async (slug, resource) => {
      await store.write(await base.ctx(slug), (w) => w.apply([{ kind: 'put', type: resource.resourceType, id: resource.id, text: JSON.stringify(resource), resource, expect: 'any' }]))
    },
    code: async (slug, patient, kind = 'self') =>
      (await access.persons.activations.issue(await desk(slug), patient, { kind, language: 'de', sender: slug, portal: 'https://portal.example' })).code,
    [Symbol.asyncDispose]: () => base[Symbol.asyncDispose](),
  }
}

export const day = 86_400_000
