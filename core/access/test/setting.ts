import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asTenant, type Ctx } from '@steckwerk/kernel'
import { testStore, type TestStore } from '@steckwerk/store/testing'
import { openAccess, type Access, type AccessOptions } from '@steckwerk/access'
import { makeSecretsCheap } from '@steckwerk/access/testing'

makeSecretsCheap()

/** A clock that stands until it is told to go on. */
export interface HandClock {
  now(): number
  pass(milliseconds: number): void
}

export function handClock(start = Date.now()): HandClock {
  let now = start
  return {
    now: () => now,
    pass: (milliseconds) => { now += milliseconds },
  }
}

export interface Setting extends AsyncDisposable {
  readonly test: TestStore
  readonly clock: HandClock
  readonly dataDir: string
  open(overrides?: Partial<AccessOptions>): Promise<Access>
  ctx(slug: string): Promise<Ctx>
}

/** An empty database, an empty data folder and a clock. */
export async function setting(): Promise<Setting> {
  const test = await testStore()
  const dataDir = await mkdtemp(join(tmpdir(), 'steckwerk-access-'))
  const clock = handClock()
  return {
    test,
    clock,
    dataDir,
    open: (overrides = {}) =>
      openAccess({ store: test.store, clock, dataDir, demo: false, socket: () => 'https://127.0.0.1:8443', ...overrides }),
    ctx: async (slug) => {
      const carrier = await test.store.carrier(slug)
      if (carrier === undefined) throw new Error(`no carrier ${slug}`)
      return {
        tenant: asTenant(carrier.tenant), carrier: slug, actor: 'Device/test', purpose: 'TREAT', trace: 'test', now: new Date(clock.now()),
      }
    },
    [Symbol.asyncDispose]: async () => {
      await test[Symbol.asyncDispose]()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export const faultCode = (code: string) => (thrown: unknown): boolean => (thrown as { code?: unknown }).code === code
