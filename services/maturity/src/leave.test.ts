/** Ways into a house and out of it, and what they leave behind. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { code, houses } from './testing/houses.ts'

interface Page {
  readonly invitations: readonly { readonly id: string; readonly by: string; readonly mail: string }[]
  readonly members: readonly { readonly ref: string; readonly name: string }[]
}

test('a member who left comes back by no code of their own, neither into the house nor to its results', async () => {
  const { call, json, house, office: newOffice } = await houses()
  const at = await house('erste', () => 2)
  const other = await newOffice('nebenan')
  const invite = async (who: string): Promise<string> => (await json<{ code: string }>(who, 'POST /offices/:office/invitations', at)).code
  await call('zweite', 'POST /invitations/accepted', {}, { code: await invite('erste') })
  const [kept, shared] = [await invite('zweite'), (await json<{ code: string }>('zweite', 'POST /offices/:office/assessments/:assessment/shares', at, { days: 30 })).code]
  const page = (): Promise<Page> => json<Page>('erste', 'GET /offices/:office', at)
  assert.deepEqual((await page()).invitations.map(({ by }) => by), ['zweite'])
  await call('erste', 'DELETE /offices/:office/members/:member', { ...at, member: (await page()).members.find(({ name }) => name === 'zweite')!.ref })
  assert.deepEqual((await page()).invitations, [])
  await assert.rejects(call('zweite', 'POST /invitations/accepted', {}, { code: kept }), code('maturity/invitation'))
  await assert.rejects(call('nebenan', 'POST /offices/:office/shares/accepted', { office: other }, { code: shared }), code('maturity/share'))
})

test('an invitation is withdrawn by any member, by nobody else, and counts for two weeks', async () => {
  const { call, json, office: newOffice, clock } = await houses()
  const office = await newOffice('erste')
  const { code: link } = await json<{ code: string }>('erste', 'POST /offices/:office/invitations', { office })
  const [{ id }] = (await json<Page>('erste', 'GET /offices/:office', { office })).invitations as [Page['invitations'][number]]
  for (const who of ['editor', 'fremd']) await assert.rejects(call(who, 'DELETE /offices/:office/invitations/:invitation', { office, invitation: id }), code('maturity/office-unknown'))
  const elsewhere = await newOffice('fremd')
  await call('fremd', 'DELETE /offices/:office/invitations/:invitation', { office: elsewhere, invitation: id })
  assert.equal((await json<Page>('erste', 'GET /offices/:office', { office })).invitations.length, 1)
  await call('erste', 'DELETE /offices/:office/invitations/:invitation', { office, invitation: id })
  await assert.rejects(call('zweite', 'POST /invitations/accepted', {}, { code: link }), code('maturity/invitation'))
  const { code: late } = await json<{ code: string }>('erste', 'POST /offices/:office/invitations', { office })
  clock.at += 14 * 86_400_000 + 1000
  await assert.rejects(call('zweite', 'POST /invitations/accepted', {}, { code: late }), code('maturity/invitation'))
})

test('links are mailed where an address is given, with the name of the house and no answer; members are told of questions and answers', async () => {
  const { call, json, house, host } = await houses()
  const [far, own] = [await house('weit', () => 4), await house('eigen', () => 1)]
  const { code: invitation } = await json<{ code: string }>('eigen', 'POST /offices/:office/invitations', own, { mail: 'neu@example.org' })
  const { code: share } = await json<{ code: string }>('eigen', 'POST /offices/:office/assessments/:assessment/shares', own, { days: 7, mail: 'amt@example.org' })
  assert.deepEqual(host.mailed.map(({ to, template, about, path }) => [to, template, about, path]), [
    ['neu@example.org', 'network-invited', 'Gesundheitsamt eigen', `/netz/alpha/reifegrad/beitritt#${invitation}`],
    ['amt@example.org', 'network-shared', 'Gesundheitsamt eigen', `/netz/alpha/reifegrad/geteilt#${share}`],
  ])
  await assert.rejects(call('eigen', 'POST /offices/:office/invitations', own, { mail: 'kein' }), code('maturity/body'))
  await call('weit', 'PUT /offices/:office/helps', far, { helps: ['oegd/staff'] })
  const { id } = await json<{ id: string }>('eigen', 'POST /offices/:office/questions', own, { to: far.office, model: 'oegd', dimension: 'staff', text: 'Wie?' })
  await call('weit', 'PUT /offices/:office/questions/:question', { ...far, question: id }, { answer: 'So.' })
  assert.deepEqual(host.told.map(({ to, template, path }) => [to, template, path]), [['Account/weit', 'network-news', '/netz/alpha/reifegrad'], ['Account/eigen', 'network-news', '/netz/alpha/reifegrad']])
})
