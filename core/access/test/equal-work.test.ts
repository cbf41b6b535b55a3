import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql, type Ctx, type Sql } from '@steckwerk/kernel'
import type { Reader, Store, Writer } from '@steckwerk/store'
import { createOutbound } from '../src/outbound/outbound.ts'
import { createSessions } from '../src/sign-in/sessions.ts'
import { defaultSessionLimits } from '../src/sign-in/session-limits.ts'
import { createSignInService } from '../src/sign-in/service.ts'
import { systemCtx } from '../src/system-ctx.ts'
import { setting } from './setting.ts'

/** The store, with every statement's text written down. */
function counted(store: Store, texts: string[]): Store {
  const told = <R extends Reader>(reader: R): R => new Proxy(reader, {
    get: (target, key) => {
      if (key === 'query') return (statement: Sql) => (texts.push(statement.text), target.query(statement))
      const value = Reflect.get(target, key) as unknown
      return typeof value === 'function' ? value.bind(target) as unknown : value
    },
  })
  return new Proxy(store, {
    get: (target, key) => {
      if (key === 'read') return <T>(ctx: Ctx, work: (reader: Reader) => Promise<T>) => target.read(ctx, (reader) => work(told(reader)))
      if (key === 'write') return <T>(ctx: Ctx, work: (writer: Writer) => Promise<T>) => target.write(ctx, (writer) => work(told(writer)))
      const value = Reflect.get(target, key) as unknown
      return typeof value === 'function' ? value.bind(target) as unknown : value
    },
  })
}

test('a wrong password, an unknown, a locked and a passwordless account: one answer, the same statements, one derivation each', async () => {
  await using s = await setting()
  const access = await s.open({ demo: true })
  const at = new Date(s.clock.now())
  await s.test.store.write(systemCtx(s.clock.now()), async (w) => {
    await w.query(sql`insert into st.account (account, login, display, password, demo, created_at, locked_at)
      select 'locked', 'locked', 'L', password, false, created_at, ${at} from st.account where account = 'leitstand'`)
    await w.query(sql`insert into st.account (account, login, display, demo, created_at) values ('keyed', 'keyed', 'K', false, ${at})`)
  })
  const texts: string[] = []
  const derivations: (string | undefined)[] = []
  const store = counted(s.test.store, texts)
  const quiet = async (): Promise<void> => undefined
  const { signIn } = createSignInService({
    store, clock: s.clock, hubKey: Buffer.alloc(32), sessions: createSessions(store, s.clock, defaultSessionLimits), audit: { record: quiet, note: quiet },
    ownPatients: { of: async () => [], carriers: async () => [] }, personsNeedSecondFactor: false, verifiedInsurance: quiet, closing: quiet, ended: quiet, changed: () => {}, outbound: createOutbound(),
    checkPassword: async (password, hash) => (derivations.push(hash), hash !== undefined && password === access.demoPassword),
  })
  const attempt = async (account: string, password: string, address: string): Promise<{ result: unknown; texts: string[]; derivations: number }> => {
    texts.length = 0
    derivations.length = 0
    const result = await signIn.password({ account, password }, { address, device: '', known: undefined, place: { rpId: 'localhost', origin: 'http://localhost' }, trace: 'test' })
    return { result, texts: [...texts], derivations: derivations.length }
  }
  const wrong = await attempt('leitstand', 'falsch', '198.51.100.1')
  assert.deepEqual([wrong.result, wrong.derivations], [{ kind: 'refused' }, 1])
  assert.ok(wrong.texts.length > 5)
  assert.deepEqual(await attempt('niemand', 'falsch', '198.51.100.2'), wrong)
  assert.deepEqual(await attempt('keyed', 'falsch', '198.51.100.3'), wrong)
  assert.deepEqual(await attempt('locked', access.demoPassword!, '198.51.100.4'), wrong, 'right, but locked')
})
