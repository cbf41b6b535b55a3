import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemClock, type Ctx, type View } from '@steckwerk/kernel'
import { compartmentCondition, type Condition } from '@steckwerk/fhir'
import type { Carrier, Change, Reader, Store, Stored } from '@steckwerk/store'
import { testStore } from '@steckwerk/store/testing'
import {
  expectedAccess, matrixActors, matrixDecisions, matrixInteractions, matrixPatients, matrixPrincipal, matrixRegion, matrixResource, matrixTypes,
  type MatrixActor, type MatrixInteraction, type MatrixPatient, type MatrixType,
} from '@steckwerk/access/testing'

interface Try {
  readonly store: Store
  readonly ctx: Ctx
  readonly type: MatrixType
  readonly patient: MatrixPatient
  readonly id: string
}

let serial = 1
const has = (rows: readonly Stored[], { type, id }: Try): boolean => rows.some((row) => row.type === type && row.id === id)
const query = (type: string, conditions: readonly Condition[], total: 'none' | 'accurate' = 'none') =>
  ({ type, conditions, sort: [], count: 100, total, cursor: undefined, includes: [], summary: 'false', elements: undefined }) as const
const named = (id: string): Condition => ({ kind: 'token', param: 'identifier', negate: false, values: [{ system: 'urn:matrix', code: id }] })

function put({ type, patient }: Try, id: string, expect: number | 'any'): Change {
  const resource = matrixResource(type, patient, id, ++serial)
  return { kind: 'put', type, id, resource, text: JSON.stringify(resource), expect }
}

/** How the store is asked for each interaction: true where it was allowed. */
const attempts: Readonly<Record<MatrixInteraction, (at: Try) => Promise<boolean>>> = {
  'read': (at) => reading(at, async (r) => (await r.get(at.type, at.id)) !== undefined),
  'vread': (at) => reading(at, async (r) => (await r.version(at.type, at.id, 1)) !== undefined),
  'search': (at) => reading(at, async (r) => has((await r.search(query(at.type, []))).rows, at)),
  'count': (at) => reading(at, async (r) => (await r.search(query(at.type, [named(at.id)], 'accurate'))).total === 1),
  'history-instance': (at) => reading(at, async (r) => has((await r.history({ type: at.type, id: at.id, count: 100 })).rows, at)),
  'history-type': (at) => reading(at, async (r) => has((await r.history({ type: at.type, count: 1000 })).rows, at)),
  'history-system': (at) => reading(at, async (r) => has((await r.history({ type: undefined, count: 1000 })).rows, at)),
  'batch-read': (at) => reading(at, async (r) => (await r.getMany([at])).has(`${at.type}/${at.id}`)),
  'transaction-read': (at) => at.store.write(at.ctx, async (w) => (await w.get(at.type, at.id)) !== undefined),
  'everything': (at) => reading(at, async (r) => has((await r.compartment({ compartment: 'Patient', id: at.patient, types: undefined, since: undefined, count: 1000, cursor: undefined })).rows, at)),
  'compartment': (at) => reading(at, async (r) => has((await r.compartment({ compartment: 'Patient', id: at.patient, types: [at.type], since: undefined, count: 1000, cursor: undefined })).rows, at)),
  'compartment-type': (at) => reading(at, async (r) => has((await r.search(query(at.type, [compartmentCondition('Patient', at.patient, at.type)!]))).rows, at)),
  'stream': (at) => reading(at, async (r) => (await r.visible([at])).has(`${at.type}/${at.id}`)),
  'create': (at) => commits(at, put(at, `new-${++serial}`, 0)),
  'update': (at) => commits(at, put(at, at.id, 'any')),
  'patch': async (at) => commits(at, put(at, at.id, await currentVersion(at))),
  'batch-write': (at) => commits(at, put(at, `new-${++serial}`, 'any')),
  'transaction': (at) => applies(at, put(at, `new-${++serial}`, 0)),
  'conditional-create': (at) => applies(at, put(at, `new-${++serial}`, 'any')),
  'conditional-update': (at) => applies(at, put(at, at.id, 'any')),
  'conditional-patch': async (at) => applies(at, put(at, at.id, await currentVersion(at))),
  'delete': (at) => removes(at, (change) => commits(at, change)),
  'conditional-delete': (at) => removes(at, (change) => applies(at, change)),
  'transaction-delete': (at) => removes(at, (change) => applies(at, change)),
}

const reading = (at: Try, work: (reader: Reader) => Promise<boolean>): Promise<boolean> => at.store.read(at.ctx, work)

function whole({ ctx }: Try): Ctx {
  const { view: _, ...rest } = ctx
  return rest
}

const currentVersion = async (at: Try): Promise<number> => (await at.store.read(whole(at), (r) => r.get(at.type, at.id)))!.version

/** false where the store refuses, and then nothing has changed. */
async function tried(at: Try, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    assert.equal((error as { code?: string }).code, 'store/not-in-view')
    assert.ok(at.ctx.view !== undefined)
    return false
  }
}

const commits = (at: Try, change: Change): Promise<boolean> => tried(at, () => at.store.commit(at.ctx, change))
const applies = (at: Try, change: Change): Promise<boolean> => tried(at, () => at.store.write(at.ctx, (w) => w.apply([change])))

async function removes(at: Try, work: (change: Change) => Promise<boolean>): Promise<boolean> {
  const allowed = await work({ kind: 'delete', type: at.type, id: at.id, expect: 'any' })
  const isGone = (await at.store.read(whole(at), (r) => r.get(at.type, at.id)))!.text === undefined
  assert.equal(isGone, allowed)
  if (isGone) await at.store.commit(whole(at), put(at, at.id, 'any'))
  return allowed
}

async function viewOf(store: Store, carrier: Carrier, actor: MatrixActor): Promise<{ readonly view: View | undefined } | undefined> {
  const decision = await matrixDecisions(store, systemClock).decide(matrixPrincipal(actor), carrier)
  return decision === undefined ? undefined : { view: decision.view }
}

test('every role, every interaction, own, consented and foreign: the store allows what the table says', { timeout: 280_000 }, async (t) => {
  await using database = await testStore()
  const { store } = database
  const carrier = (await store.carrier('alpha'))!
  const hub: Ctx = { tenant: carrier.tenant, carrier: 'alpha', actor: 'Device/test', purpose: 'TREAT', trace: 'matrix', now: new Date() }
  for (const resource of matrixRegion) {
    await store.commit(hub, { kind: 'put', type: resource.resourceType, id: resource.id!, resource, text: JSON.stringify(resource), expect: 0 })
  }
  for (const actor of matrixActors) {
    await t.test(actor, async () => {
      const decided = await viewOf(store, carrier, actor)
      const wrong: string[] = []
      for (const type of matrixTypes) {
        for (const patient of matrixPatients) {
          for (const interaction of matrixInteractions) {
            const expected = expectedAccess[actor][type][patient].includes(interaction)
            // Whoever may not enter the carrier never reaches its store.
            if (decided === undefined) {
              if (expected) wrong.push(`${interaction} ${type} of ${patient}: may not enter`)
              continue
            }
            const ctx: Ctx = { ...hub, ...(decided.view === undefined ? {} : { view: decided.view }) }
            const allowed = await attempts[interaction]({ store, ctx, type, patient, id: `x-${patient}` })
            if (allowed !== expected) wrong.push(`${interaction} ${type} of ${patient}: ${allowed ? 'allowed' : 'denied'}`)
          }
        }
      }
      assert.deepEqual(wrong, [])
    })
  }
})
