import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AppointmentView } from '@steckwerk/api/contract/booking'
import type { AccessLogPage } from '@steckwerk/api/contract/audit'
import type { DeskBooking, DeskFound } from '@steckwerk/api/contract/desk-booking'
import { openDermatology, smallProvider } from './booking-provider.ts'
import { birthDate, personSetting, type Browser, type PersonSetting } from './person-setting.ts'

interface Coded { readonly code?: string }

/** `outpatient` has a record and no Encounter yet, so that the desk does not see it; of `twin` there are two with one name and birth date. */
async function clinic(): Promise<PersonSetting & { readonly desk: Browser; signIn(account: string): Promise<Browser> }> {
  const fake = smallProvider()
  const s = await personSetting({ booking: fake.provider })
  fake.open(s)
  await openDermatology(s, [5, 8, 9, 10])
  await s.patient('alpha', 'outpatient', { name: [{ use: 'official', family: 'Großmann', given: ['Anna', 'Maria'] }], identifier: [{ system: 'urn:kis', value: 'P-77' }] })
  for (const given of ['Tim', 'Tom']) await s.patient('alpha', `twin-${given}`, { name: [{ use: 'official', family: 'Zwilling', given: [given] }] })
  await s.patient('alpha', 'gone', { active: false, name: [{ use: 'official', family: 'Weg', given: ['Wim'] }] })
  const signIn = async (account: string): Promise<Browser> => {
    const browser = s.browser()
    assert.equal((await browser.call('POST', '/session', { account, password: s.access.demoPassword })).status, 200)
    return browser
  }
  return { ...s, signIn, desk: await signIn('empfang.alpha'), [Symbol.asyncDispose]: () => s[Symbol.asyncDispose]() }
}
const at = '/carriers/alpha/desk-booking'
const known = { family: 'Großmann', birthDate }
const fresh = { given: 'Jörg', family: 'Neu', birthDate: '1971-02-03', phone: '0170 1234567', insurance: 'GKV' }

test('the desk finds who is said exactly and nobody else; twins by their given names; each look is in the log', async () => {
  await using s = await clinic()
  const anna = await s.person('amelie', 'alpha', 'outpatient')
  const find = async (body: object): Promise<DeskFound> => (await s.desk.call<DeskFound>('POST', `${at}/search`, body)).body
  const found = { found: 'one', name: 'Anna Maria Großmann', birthDate }
  assert.deepEqual(await find(known), found)
  assert.deepEqual(await find({ family: ' GROSSMANN ', birthDate, given: 'anna' }), found)
  assert.deepEqual(await find({ identifier: 'P-77' }), found)
  for (const near of [{ family: 'Großman', birthDate }, { family: 'Groß', birthDate }, { family: 'Großmann', birthDate: '1980-05-18' }, { ...known, given: 'Ann' }, { identifier: 'P-7' }, { family: 'Weg', birthDate }]) {
    assert.deepEqual(await find(near), { found: 'none' }, JSON.stringify(near))
  }
  assert.deepEqual(await find({ family: 'Zwilling', birthDate }), { found: 'several' })
  assert.deepEqual(await find({ family: 'Zwilling', birthDate, given: 'Tom' }), { found: 'one', name: 'Tom Zwilling', birthDate })
  assert.equal((await s.desk.call('POST', `${at}/search`, { family: 'Großmann' })).status, 400)
  assert.equal((await s.desk.call('POST', `${at}/search`, { ...known, birthDate: '1980-02-30' })).status, 400)

  const { uses } = (await anna.call<AccessLogPage>('GET', '/access-log?carrier=alpha&patient=outpatient')).body
  assert.ok(uses.some(({ who, what }) => who.name === 'Emil Empfang' && what.some(({ category, types }) => category === 'search' && types.includes('Patient'))), JSON.stringify(uses))
})

test('only who has the desk and arranges appointments searches and books; a list of names runs dry', async () => {
  await using s = await clinic()
  for (const account of ['aerztin.alpha', 'verwaltung.alpha', 'empfang.beta']) {
    const other = await s.signIn(account)
    for (const [path, body] of [['search', known], ['appointments', { slot: 's8', known }]] as const) {
      const answer = await other.call('POST', `${at}/${path}`, body)
      assert.ok([403, 404].includes(answer.status), `${account} ${path}: ${answer.status}`)
    }
  }
  assert.equal((await s.browser().call('POST', `${at}/search`, known)).status, 401)
  const statuses = new Set<number>()
  for (let i = 0; i < 45; i++) statuses.add((await s.desk.call('POST', `${at}/search`, { family: `Name${i}`, birthDate })).status)
  assert.deepEqual([...statuses], [200, 429])
})

test('the desk books for an unseen record, and for somebody new, who gets a code; the record stays unseen', async () => {
  await using s = await clinic()
  const book = (body: object) => s.desk.call<DeskBooking & Coded>('POST', `${at}/appointments`, body)
  const booked = await book({ slot: 's8', known, note: 'Rollstuhl' })
  assert.deepEqual([booked.status, booked.body], [201, { appointment: 'a-s8' }])
  const stored = (await (await s.call('/fhir/alpha/Appointment/a-s8')).json()) as { readonly participant: readonly { readonly actor: { readonly reference: string } }[]; readonly comment: string }
  assert.deepEqual([stored.participant[0]!.actor.reference, stored.comment], ['Patient/outpatient', 'Rollstuhl'])
  const asStaff = { headers: { cookie: s.desk.cookie(), 'x-steckwerk': '1', accept: 'application/json' } }
  assert.equal((await fetch(`${s.url}/fhir/alpha/Patient/outpatient`, asStaff)).status, 404)

  assert.deepEqual([(await book({ slot: 's8', known })).body.code, (await book({ slot: 's9', known: { ...known, birthDate: '1980-05-18' } })).body.code], ['api/slot-taken', 'api/patient-unknown'])
  assert.equal((await book({ slot: 's9', fresh: { ...fresh, family: 'Großmann', given: 'Maria', birthDate } })).body.code, 'api/person-known')
  assert.equal((await book({ slot: 's9', fresh: { ...fresh, phone: undefined } })).status, 400)
  const patients = async (): Promise<number> => ((await (await s.call('/fhir/alpha/Patient?_summary=count')).json()) as { total: number }).total
  const before = await patients()
  assert.equal((await book({ slot: 's5', fresh })).body.code, 'api/booking-refused')
  assert.equal(await patients(), before, 'nothing came of it: nobody is kept')

  const made = await book({ slot: 's9', fresh })
  assert.deepEqual([made.status, await patients()], [201, before + 1])
  const opened = await s.browser().call<AppointmentView>('POST', '/booking/guests/open', { code: made.body.code, birthDate: fresh.birthDate })
  assert.deepEqual([opened.status, opened.body.id], [200, made.body.appointment])
})
