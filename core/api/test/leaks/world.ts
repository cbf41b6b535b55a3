import assert from 'node:assert/strict'
import { birthDate, personSetting, type Browser, type PersonSetting } from '../person-setting.ts'
import { put } from '../setting.ts'
import { openHub, type OpenHub } from './askers.ts'
import { consent, hidden, seen } from './region.ts'

export interface World extends AsyncDisposable {
  readonly s: PersonSetting
  readonly hub: OpenHub
  /** Of the person who is a patient of both carriers, which nobody else may learn. */
  readonly anna: Browser
  /** Puts the hidden Patients of alpha there, with the account that beta's Patient has too. */
  hide(): Promise<void>
  /** One of them releases all to beta. */
  release(): Promise<void>
  /** Deletes them. */
  remove(): Promise<void>
}

/** The carriers as they are before there is anything to hide. */
export async function world(): Promise<World> {
  await using opened = new AsyncDisposableStack()
  const s = opened.use(await personSetting())
  const store = async (carrier: string, resources: readonly { readonly resourceType: string; readonly id: string }[]): Promise<void> => {
    for (const resource of resources) {
      const answer = await s.call(`/fhir/${carrier}/${resource.resourceType}/${resource.id}`, put(resource))
      assert.ok(answer.ok, await answer.text())
    }
  }
  for (const carrier of ['alpha', 'beta'] as const) await store(carrier, seen[carrier])
  const anna = await s.person('amelie', 'beta', 'amelie')
  const bert = await s.person('bert', 'beta', 'bert')
  const hub = opened.use(await openHub(s, bert.cookie()))
  const held = opened.move()
  return {
    s, hub, anna,
    hide: async () => {
      await store('alpha', hidden)
      const { body: issued } = await s.admin('POST', '/alpha/patients/geheim/activation-codes', { kind: 'self', language: 'de' })
      const { status, body } = await anna.call('POST', '/persons/links', { code: issued.code, birthDate })
      assert.equal(status, 201, JSON.stringify(body))
    },
    release: () => store('alpha', [consent('geheim2-k', 'geheim2', 'active', 'TREAT')]),
    remove: async () => {
      for (const { resourceType, id } of hidden.toReversed()) assert.ok((await s.call(`/fhir/alpha/${resourceType}/${id}`, { method: 'DELETE' })).ok)
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}
