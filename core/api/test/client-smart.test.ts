/** A client nobody here wrote: fhirclient, as apps that start within a system use it. */
import assert from 'node:assert/strict'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { after, before, test } from 'node:test'
import smart from 'fhirclient'
import { put, setting, type Setting } from './setting.ts'

type Client = ReturnType<ReturnType<typeof smart>['client']>
interface Named { readonly resourceType: string; readonly id: string }
interface Measured extends Named { readonly subject: { readonly reference?: string } & Partial<Named>; readonly performer?: readonly Partial<Named>[] }

let s: Setting
let client: Client

before(async () => {
  s = await setting()
  // It wants the request of an app's own server, which there is none of here.
  const request = new IncomingMessage(new Socket())
  client = smart(request, new ServerResponse(request), {
    get: () => Promise.resolve(undefined), set: (_key: string, value: unknown) => Promise.resolve(value), unset: () => Promise.resolve(true),
  }).client({ serverUrl: `${s.url}/fhir/alpha`, tokenResponse: { access_token: s.token, patient: 'p1' } })
  const region: Named[] = [
    { resourceType: 'Patient', id: 'p1', name: [{ family: 'Ahorn' }] } as Named,
    { resourceType: 'Practitioner', id: 'd1', name: [{ family: 'Weber' }] } as Named,
    ...Array.from({ length: 5 }, (_, i) => ({
      resourceType: 'Observation', id: `ob${i}`, status: 'final', code: { coding: [{ system: 'http://loinc.org', code: i < 4 ? '8867-4' : '8310-5' }] },
      effectiveDateTime: `2024-01-0${i + 1}`, subject: { reference: 'Patient/p1' }, performer: [{ reference: 'Practitioner/d1' }],
    })),
  ]
  for (const resource of region) assert.equal((await s.call(`/fhir/alpha/${resource.resourceType}/${resource.id}`, put(resource))).status, 201)
})
after(() => s[Symbol.asyncDispose]())

test('the version is found out, the patient in context is read', async () => {
  assert.equal(await client.getFhirRelease(), 4)
  assert.equal((await client.patient.read()).id, 'p1')
})

test('pages are followed up to a limit, flattened and handed over one by one', async () => {
  const all = await client.request<Named[]>('Observation?_sort=date&_count=2', { pageLimit: 0, flat: true })
  assert.deepEqual(all.map(({ id }) => id), ['ob0', 'ob1', 'ob2', 'ob3', 'ob4'])
  const two = await client.request<Named[]>('Observation?_sort=date&_count=2', { pageLimit: 2, flat: true })
  assert.deepEqual(two.map(({ id }) => id), ['ob0', 'ob1', 'ob2', 'ob3'])
  let pages = 0
  await client.request('Observation?_count=2', { pageLimit: 0, onPage: () => { pages++ } })
  assert.equal(pages, 3)
  const ids: string[] = []
  for await (const resource of client.resources('Observation?_sort=-date&_count=2')) ids.push((resource as Named).id)
  assert.deepEqual(ids, ['ob4', 'ob3', 'ob2', 'ob1', 'ob0'])
})

test('references are mounted where they stand, or given beside the answer', async () => {
  const [mounted] = await client.request<Measured[]>('Observation?code=8310-5', { flat: true, resolveReferences: ['subject', 'performer.0'], graph: true })
  assert.deepEqual([mounted!.subject.resourceType, mounted!.subject.id, mounted!.performer![0]!.id], ['Patient', 'p1', 'd1'])
  const beside = await client.request<{ data: Measured; references: Record<string, Named> }>('Observation/ob0', { resolveReferences: 'subject', graph: false })
  assert.deepEqual([beside.data.subject.reference, beside.references['Patient/p1']?.id], ['Patient/p1', 'p1'])
})

test('the patient in context narrows a search', async () => {
  await s.call('/fhir/alpha/Observation/other', put({ resourceType: 'Observation', id: 'other', status: 'final', code: { text: 'x' }, subject: { reference: 'Patient/p9' } }))
  const found = await client.patient.request<Named[]>('Observation', { flat: true, pageLimit: 0 })
  assert.deepEqual(found.map(({ id }) => id).toSorted(), ['ob0', 'ob1', 'ob2', 'ob3', 'ob4'])
})

test('create, update, patch and delete', async () => {
  const made = await client.create<Named & { meta: { versionId: string } }>({ resourceType: 'Patient', name: [{ family: 'Birke' }] })
  assert.equal(made.meta.versionId, '1')
  const updated = await client.update<Named & { gender: string }>({ ...made, gender: 'female' } as Named)
  assert.equal(updated.gender, 'female')
  const patched = await client.patch<Named & { gender: string; active: boolean }>(`Patient/${made.id}`, [{ op: 'replace', path: '/gender', value: 'male' }, { op: 'add', path: '/active', value: true }])
  assert.deepEqual([patched.gender, patched.active], ['male', true])
  await client.delete(`Patient/${made.id}`)
  await assert.rejects(client.request(`Patient/${made.id}`), (error: { status?: number }) => error.status === 410)
  await assert.rejects(client.request('Patient?nonsense=1'), (error: { status?: number }) => error.status === 400)
})
