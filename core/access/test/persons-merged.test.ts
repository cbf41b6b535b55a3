/** Links of accounts to Patients that are merged as duplicates and taken apart again. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Principal } from '@steckwerk/access'
import { patientOf, personsSetting, type PersonsSetting } from './persons-setting.ts'

const birthDate = '1980-05-17'
const address = '192.0.2.9'
const traits = { gender: 'female', name: [{ use: 'official', given: ['Änne'], family: 'Przybylski' }], address: [{ line: ['Ringweg 1'], postalCode: '10115', city: 'Berlin' }] }

/** Two records of one person, found by the search for duplicates. */
async function twice(s: PersonsSetting): Promise<string> {
  await s.put('alpha', patientOf('old', { ...traits, identifier: [{ system: 'urn:mr', value: '1' }] }))
  await s.put('alpha', patientOf('new', { ...traits, identifier: [{ system: 'urn:mr', value: '2' }] }))
  await s.put('alpha', { resourceType: 'Observation', id: 'of-old', status: 'final', code: { text: 'x' }, subject: { reference: 'Patient/old' } })
  await s.put('alpha', { resourceType: 'Observation', id: 'of-new', status: 'final', code: { text: 'x' }, subject: { reference: 'Patient/new' } })
  const query = (): Promise<never> => Promise.reject(new Error('the job works as the hub'))
  while (await s.access.duplicates.job.run({ signal: AbortSignal.timeout(30_000), query })) continue
  const { pairs } = await s.access.duplicates.page(await s.ctx('alpha'), { status: 'open', count: 2 })
  assert.equal(pairs.length, 1)
  return pairs[0]!.id
}

/** Which of the resources somebody sees now. */
async function seen(s: PersonsSetting, account: string): Promise<readonly string[]> {
  const alpha = await s.carrier('alpha')
  const who: Principal = { kind: 'session', actor: `Account/${account}`, account, name: account, memberships: [], amr: [] }
  const decision = await s.access.decisions.decide(who, alpha)
  if (decision?.view === undefined) return []
  const ctx = { ...(await s.ctx('alpha')), view: decision.view }
  const names = ['Patient/old', 'Patient/new', 'Observation/of-old', 'Observation/of-new']
  const rows = await s.test.store.read(ctx, (r) => r.getMany(names.map((name) => ({ type: name.split('/')[0]!, id: name.split('/')[1]! }))))
  return names.filter((name) => rows.get(name)?.text !== undefined)
}

test('a link follows a merge at once and comes back, with nothing of the other record, when that is taken apart', async () => {
  await using s = await personsSetting()
  const { links, redeeming } = s.access.persons
  const pair = await twice(s)
  const anna = await s.person('anna')
  await redeeming.redeem(anna(), { code: await s.code('alpha', 'old'), birthDate, address })
  const alpha = await s.carrier('alpha')
  const before = ['Patient/old', 'Observation/of-old']
  assert.deepEqual(await seen(s, 'anna'), before)
  const [link] = await links.list(anna())

  await s.access.duplicates.merge(await s.ctx('alpha'), pair, 'new', '')
  assert.deepEqual((await links.of('anna', alpha)).map(({ patient }) => patient), ['new'])
  assert.deepEqual(await seen(s, 'anna'), ['Patient/new', 'Observation/of-old', 'Observation/of-new'])
  assert.equal((await links.list(anna()))[0]!.link, link!.link, 'it is the same link')

  await s.access.duplicates.unmerge(await s.ctx('alpha'), pair, 'two persons')
  assert.deepEqual((await links.of('anna', alpha)).map(({ patient }) => patient), ['old'])
  assert.deepEqual(await seen(s, 'anna'), before)
})

test('who is linked to both records has one link to the merged one, ends it as one, and has both again where it was taken apart before', async () => {
  await using s = await personsSetting()
  const { links, redeeming } = s.access.persons
  const pair = await twice(s)
  const anna = await s.person('anna')
  for (const id of ['old', 'new']) await redeeming.redeem(anna(), { code: await s.code('alpha', id), birthDate, address })
  const alpha = await s.carrier('alpha')
  const patients = async (): Promise<readonly string[]> => (await links.of('anna', alpha)).map(({ patient }) => patient).toSorted()
  assert.deepEqual(await patients(), ['new', 'old'])
  await s.access.duplicates.merge(await s.ctx('alpha'), pair, 'new', '')
  assert.deepEqual(await patients(), ['new'])
  assert.equal((await links.list(anna())).length, 1)
  await s.access.duplicates.unmerge(await s.ctx('alpha'), pair, 'two persons')
  assert.deepEqual(await patients(), ['new', 'old'])

  await s.put('alpha', patientOf('old', { active: false, link: [{ type: 'replaced-by', other: { reference: 'Patient/new' } }] }))
  await s.put('alpha', patientOf('new', { link: [{ type: 'replaces', other: { reference: 'Patient/old' } }] }))
  s.clock.pass(3_000)
  const [one] = await links.list(anna())
  assert.equal(await links.end(anna(), one!.link), true)
  assert.deepEqual(await patients(), [])
  assert.deepEqual(await links.list(anna()), [])
})
