import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Client } from 'pg'
import { asTenant, sql, type Ctx } from '@steckwerk/kernel'
import { patientOf, personsSetting, type PersonsSetting } from './persons-setting.ts'

const birthDate = '1980-05-17'
const accounts = ['anna', 'bert']

/** All that the hub's role can read of links at one carrier, and what the carrier's desk is told; random names and keyed hashes are left out. */
async function seenAt(s: PersonsSetting, slug: string): Promise<string> {
  const ctx = await s.desk(slug)
  const [links, codes, audit] = await s.test.store.read(ctx, (r) => Promise.all([
    r.query(sql`select patient, relation, act, since::text, confirmed, topics, may, ends_on::text, ended_on::text, ended_by, detail is null as plain
      from st.person_link order by patient, relation, act, ended_on, ended_by`),
    r.query(sql`select kind, patient, failures, used_on::text, ended from st.person_code order by kind, patient, created_at, used_on`),
    r.query(sql`select event, actor, trace, outcome, address, purpose from st.audit_entry order by event, actor, trace`),
  ]))
  const access = await Promise.all(['p1', 'p2'].map((patient) => s.access.persons.portalAccess.of(ctx, patient)))
  return JSON.stringify({ links, codes, audit, access, waiting: await s.access.persons.children.waiting(ctx) })
}

type Step = { readonly act: 'code' | 'desk' | 'end'; readonly who: number; readonly where: string; readonly patient: string }

async function play(s: PersonsSetting, step: Step): Promise<void> {
  const { persons } = s.access
  const account = accounts[step.who]!
  const call = { account, name: account, trace: `trace-${account}`, now: s.clock.now() }
  if (step.act === 'code') await persons.redeeming.redeem(call, { code: await s.code(step.where, step.patient), birthDate, address: '192.0.2.1' })
  else if (step.act === 'desk') {
    const { number } = await persons.deskNumbers.show(call)
    await persons.deskNumbers.link(await s.desk(step.where), step.patient, { number, kind: 'self' })
  } else {
    const found = (await persons.links.list(call)).find(({ carrier, patient }) => carrier.slug === step.where && patient?.id === step.patient)
    if (found !== undefined) await persons.links.end(call, found.link)
  }
}

const stepsAt = (where: string): fc.Arbitrary<Step[]> => fc.array(
  fc.record({ act: fc.constantFrom('code', 'desk', 'end'), who: fc.constantFrom(0, 1), where: fc.constant(where), patient: fc.constantFrom('p1', 'p2') }), { maxLength: 5 })

/** One deterministic weave of both histories. */
const woven = (one: readonly Step[], other: readonly Step[]): Step[] =>
  Array.from({ length: Math.max(one.length, other.length) }, (_, i) => [one[i], other[i]]).flat().filter((step) => step !== undefined)

test('nothing at a carrier differs by what the same people do at another', { timeout: 250_000 }, async () => {
  await using s = await personsSetting()
  for (const account of accounts) await s.person(account)
  for (const slug of ['alpha', 'beta']) for (const id of ['p1', 'p2']) await s.put(slug, patientOf(id))
  await fc.assert(fc.asyncProperty(stepsAt('alpha'), stepsAt('beta'), async (here, elsewhere) => {
    const seen: string[] = []
    for (const history of [here, woven(here, elsewhere)]) {
      await forgetAll(s)
      for (const step of history) await play(s, step)
      seen.push(await seenAt(s, 'alpha'))
    }
    assert.equal(seen[1], seen[0])
  }), { numRuns: 6 })
})

/** As the database's owner: the hub's role can delete neither links nor log. */
async function asOwner<T extends object>(s: PersonsSetting, statement: string): Promise<T[]> {
  const owner = new Client({ connectionString: s.test.ownerUrl })
  await owner.connect()
  try {
    return (await owner.query<T>(statement)).rows
  } finally {
    await owner.end()
  }
}

async function forgetAll(s: PersonsSetting): Promise<void> {
  await asOwner(s, `alter table base.audit disable trigger user`)
  for (const table of ['person_link', 'person_code', 'person_vault', 'desk_number', 'person_attempt', 'audit']) await asOwner(s, `delete from base.${table}`)
  await asOwner(s, `alter table base.audit enable trigger user`)
  s.access.persons.links.changed()
}

test('what the hub keeps over all carriers tells no carrier, no patient and no number of links', async () => {
  await using s = await personsSetting()
  for (const account of accounts) await s.person(account)
  for (const slug of ['alpha', 'beta']) await s.put(slug, patientOf('p1'))
  const system: Ctx = { tenant: asTenant(0), carrier: '', actor: 'Device/test', purpose: 'HSYSADMIN', trace: 'test', now: new Date(s.clock.now()) }
  const vaults = async (): Promise<{ account: string; length: number; sealed: string }[]> =>
    s.test.store.read(system, (r) => r.query(sql`select account, length(sealed)::int as length, encode(sealed, 'base64') as sealed from st.person_vault order by account`))
  await play(s, { act: 'code', who: 0, where: 'alpha', patient: 'p1' })
  await play(s, { act: 'code', who: 1, where: 'alpha', patient: 'p1' })
  await play(s, { act: 'code', who: 1, where: 'beta', patient: 'p1' })
  const [one, two] = await vaults()
  assert.equal(one!.length, two!.length, 'one link and two look alike')
  const person = async (slug: string): Promise<string[]> => {
    const rows = await s.test.store.read(await s.ctx(slug), (r) => r.query<{ person: string }>(sql`select encode(person, 'hex') as person from st.person_link`))
    return rows.map((row) => row.person)
  }
  const [alpha, beta] = [await person('alpha'), await person('beta')]
  assert.equal(new Set([...alpha, ...beta]).size, 3, 'another pseudonym at each carrier')
  assert.deepEqual(await asOwner(s, 'select 1 from base.person_link l join base.person_vault v on l.xmin = v.xmin'), [], 'the halves bear no common transaction')
  const logs = await asOwner<{ tenant: number; actor: string; trace: string; address: string | null }>(
    s, `select tenant, a ->> 'actor' actor, a ->> 'trace' trace, a ->> 'address' address
      from base.audit b cross join lateral json_array_elements(b.entries) a where tenant > 0 and a ->> 'actor' like 'Person/%'`)
  assert.ok(logs.length > 0)
  for (const name of ['actor', 'trace'] as const) {
    for (const entries of Map.groupBy(logs, (row) => row[name]).values()) assert.equal(new Set(entries.map(({ tenant }) => tenant)).size, 1, name)
  }
  assert.ok(logs.every(({ address }) => address === null))
})
