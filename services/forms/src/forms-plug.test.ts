import { answer, fromResponse, toResponse, validate, type Questionnaire, type QuestionnaireResponse } from '@steckwerk/form'
import { loadFhirpath } from '@steckwerk/form/fhirpath'
import { Fault } from '@steckwerk/kernel'
import type { FhirBundle, FhirClient, FhirResource, OperationCall } from '@steckwerk/plug'
import { noRecords, testHost } from '@steckwerk/plug/testing'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { confirmationOf } from './confirmation.ts'
import { formsPlug } from './forms-plug.ts'

const evaluate = await loadFhirpath()

/** Records in memory, as far as the service asks. */
function records(seed: readonly FhirResource[]): FhirClient & { readonly all_: Map<string, FhirResource> } {
  const kept = new Map(seed.map((one) => [`${one.resourceType}/${one.id!}`, one]))
  let next = 1
  const put = (resource: FhirResource): FhirResource => {
    const id = resource.id ?? `n${next++}`
    const stored = structuredClone({ ...resource, id, meta: { versionId: String(Number(kept.get(`${resource.resourceType}/${id}`)?.meta?.versionId ?? 0) + 1), lastUpdated: '2026-11-22T08:00:00Z' } })
    kept.set(`${resource.resourceType}/${id}`, stored)
    return stored
  }
  const member = (one: FhirResource, name: string): unknown => (name === 'target' ? (one['target'] as { reference: string }[])[0]!.reference
    : name === 'patient' || name === 'beneficiary' ? (one['subject'] as { reference?: string } | undefined ?? one['patient'] as { reference?: string } | undefined ?? one['beneficiary'] as { reference?: string } | undefined)?.reference?.split('/')[1] : one[name])
  const match = (type: string, pairs: readonly (readonly [string, string])[]): FhirResource[] => [...kept.values()].filter((one) => one.resourceType === type && pairs.every(([name, value]) =>
    ['_sort', '_count', 'subject-type', 'clinical-status', 'code'].includes(name) || value.split(',').includes(String(name === '_id' ? one.id : member(one, name)))))
  const bundle = (found: FhirResource[]): FhirBundle => ({ resourceType: 'Bundle', type: 'searchset', entry: found.map((resource) => ({ resource })) })
  return {
    ...noRecords, all_: kept,
    read: async (type, id) => kept.get(`${type}/${id}`),
    search: async (type, pairs) => bundle(match(type, pairs)),
    all: async (type, pairs) => match(type, pairs),
    create: async (resource, options) => match(resource.resourceType, [...new URLSearchParams(options?.ifNoneExist)])[0] ?? put(resource),
    update: async (resource, options) => {
      if (options?.version !== undefined && kept.get(`${resource.resourceType}/${resource.id}`)?.meta?.versionId !== options.version) throw new Fault('precondition', 'plug/fhir-412', 'Another version.')
      return put(resource)
    },
    transaction: async ({ entry = [] }) => {
      for (const { resource, request } of entry) {
        if (request?.ifMatch !== undefined && `W/"${kept.get(request.url)?.meta?.versionId ?? ''}"` !== request.ifMatch) throw new Fault('precondition', 'plug/fhir-412', 'Another version.')
        put(resource!)
      }
      return { resourceType: 'Bundle', type: 'transaction-response', entry: entry.map(({ request }) => ({ response: { status: '200', location: `${request!.url}/_history/1` } })) }
    },
  }
}

const patient: FhirResource = { resourceType: 'Patient', id: 'p', gender: 'male', birthDate: '1964-08-12', name: [{ family: 'Müller', given: ['Jörg'] }], telecom: [{ system: 'phone', value: '+49 89 1234567' }], meta: { lastUpdated: '2026-10-01T08:00:00Z' } }
const pills: FhirResource = { resourceType: 'MedicationStatement', id: 'm', status: 'active', subject: { reference: 'Patient/p' }, medicationCodeableConcept: { text: 'Ramipril 5 mg' }, dosage: [{ text: '1-0-0' }], dateAsserted: '2026-09-01' }

async function service(seed: readonly FhirResource[] = [patient, pills]) {
  const fhir = records(seed)
  const host = testHost({ carriers: { alpha: fhir }, clock: { now: () => Date.parse('2026-11-22T09:00:00Z') } })
  const plug = await formsPlug.start(host)
  const ask = async (type: string, name: string, parameter: readonly unknown[], id?: string, patients: readonly string[] = ['p']): Promise<FhirResource> => {
    const call: OperationCall = { carrier: 'alpha', name, type, id, caller: { actor: 'Account/a', patients, purpose: 'PATRQT', trace: 't', language: 'de' }, input: { resourceType: 'Parameters', parameter } }
    return (await plug.operation!(call)).resource!
  }
  return { fhir, host, ask }
}

const about = { name: 'subject', valueReference: { reference: 'Patient/p' } }
const part = (resource: FhirResource, name: string) => (resource['parameter'] as { name: string; resource: QuestionnaireResponse & FhirResource; valueString: string }[]).find((one) => one.name === name)!
const find = (fhir: { readonly all_: Map<string, FhirResource> }, type: string): FhirResource[] => [...fhir.all_.values()].filter(({ resourceType }) => resourceType === type)

test('our questionnaires lie in the records of who uses the service before anybody asks for one', async () => {
  const { fhir } = await service()
  const urls = (): unknown[] => [...fhir.all_.values()].filter(({ resourceType }) => resourceType === 'Questionnaire').map(({ url }) => url)
  for (const deadline = Date.now() + 5_000; urls().length < 2 && Date.now() < deadline;) await new Promise(setImmediate)
  assert.equal(new Set(urls()).size, 2)
})

test('the admission form comes filled in from the record, each answer with its source', async () => {
  const { ask } = await service()
  const offered = await ask('Questionnaire', 'waiting', [about]) as FhirBundle
  assert.deepEqual(offered.entry?.map(({ resource }) => resource?.['title']).toSorted(), ['Aufnahmebogen', 'Wie geht es Ihnen heute?'])
  const filled = part(await ask('Questionnaire', 'populate', [about, { name: 'canonical', valueString: 'urn:steckwerk:questionnaire:admission' }]), 'response').resource
  const text = JSON.stringify(filled)
  assert.match(text, /\+49 89 1234567/)
  assert.match(text, /Ramipril 5 mg.*MedicationStatement\/m/)
})

test('a draft is saved, refused over a newer one, sent with a confirmation bound to its content, scored, and printed', async () => {
  const { fhir, host, ask } = await service()
  await ask('Questionnaire', 'waiting', [about])
  const questionnaire = find(fhir, 'Questionnaire').find(({ url }) => url === 'urn:steckwerk:questionnaire:today') as unknown as Questionnaire
  const begun = { resourceType: 'QuestionnaireResponse', status: 'in-progress', questionnaire: 'urn:steckwerk:questionnaire:today|1.0.0', subject: { reference: 'Patient/p' } } as QuestionnaireResponse & FhirResource
  const draft = part(await ask('QuestionnaireResponse', 'process-response', [{ name: 'response', resource: begun }]), 'response').resource
  let form = fromResponse(questionnaire, draft, { evaluate })
  for (const question of ['pain', 'sleep', 'moving', 'worry']) form = answer(form, question, [questionnaire.item!.find(({ linkId }) => linkId === question)!.answerOption![2]!])
  assert.deepEqual(form.answers.get('score'), [{ valueInteger: 8 }])
  const full = { ...draft, ...toResponse(form), status: 'in-progress' }
  const saved = await ask('QuestionnaireResponse', 'process-response', [{ name: 'response', resource: full }, { name: 'version', valueString: '1' }])
  await assert.rejects(ask('QuestionnaireResponse', 'process-response', [{ name: 'response', resource: full }, { name: 'version', valueString: '1' }]), { code: 'forms/changed-elsewhere' })
  const [finished, hash] = [{ ...full, status: 'completed' }, part(saved, 'hash').valueString]
  const send = (over: object, more: readonly unknown[]) => ask('QuestionnaireResponse', 'process-response', [{ name: 'response', resource: { ...finished, ...over } }, { name: 'version', valueString: '2' }, ...more])
  await assert.rejects(send({ item: [] }, []), { code: 'forms/invalid-answers', kind: 'unprocessable' })
  await assert.rejects(send({}, [{ name: 'hash', valueString: '0'.repeat(64) }]), { code: 'forms/other-content' })
  await send({}, [{ name: 'hash', valueString: hash }, { name: 'signer', valueString: 'Jörg Müller' }, { name: 'strokes', valueString: '[[[10,10],[200,90]]]' }])
  assert.deepEqual(find(fhir, 'Observation').map(({ valueInteger }) => valueInteger), [8])
  assert.match(JSON.stringify(find(fhir, 'Provenance')), new RegExp(hash))
  assert.deepEqual(host.counted.map(({ metric, amount }) => [metric, amount]), [['forms-sent', 1]])
  await assert.rejects(send({}, []), { code: 'forms/already-sent' })
  const pdf = await ask('QuestionnaireResponse', 'pdf', [], draft.id)
  const bytes = Buffer.from(pdf['data'] as string, 'base64')
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-')
  assert.match(bytes.toString('latin1'), /StructTreeRoot/)
})

test('a guest\'s own word on the insurance is offered; a name typed instead of a drawing stands in the confirmation', async () => {
  const coverage: FhirResource = {
    resourceType: 'Coverage', id: 'c', status: 'active', meta: { tag: [{ system: 'urn:steckwerk:guest', code: 'guest' }] }, beneficiary: { reference: 'Patient/p' }, payor: [{ display: 'nach eigener Angabe' }],
    type: { coding: [{ system: 'http://fhir.de/CodeSystem/versicherungsart-de-basis', code: 'GKV' }] },
  }
  const { fhir, ask } = await service([patient, coverage])
  await ask('Questionnaire', 'waiting', [about])
  const filled = part(await ask('Questionnaire', 'populate', [about, { name: 'canonical', valueString: 'urn:steckwerk:questionnaire:admission' }]), 'response').resource
  assert.match(JSON.stringify(filled), /"code":"statutory".*Coverage\/c/)
  assert.doesNotMatch(JSON.stringify(filled), /nach eigener Angabe/)

  const begun = { resourceType: 'QuestionnaireResponse', status: 'in-progress', questionnaire: 'urn:steckwerk:questionnaire:today|1.0.0', subject: { reference: 'Patient/p' } } as QuestionnaireResponse & FhirResource
  const questionnaire = find(fhir, 'Questionnaire').find(({ url }) => url === 'urn:steckwerk:questionnaire:today') as unknown as Questionnaire
  let form = fromResponse(questionnaire, begun, { evaluate })
  for (const question of ['pain', 'sleep', 'moving', 'worry']) form = answer(form, question, [questionnaire.item!.find(({ linkId }) => linkId === question)!.answerOption![0]!])
  const saved = await ask('QuestionnaireResponse', 'process-response', [{ name: 'response', resource: { ...begun, ...toResponse(form), status: 'in-progress' } }])
  const [draft, hash] = [part(saved, 'response').resource, part(saved, 'hash').valueString]
  await ask('QuestionnaireResponse', 'process-response', [{ name: 'response', resource: { ...draft, status: 'completed' } }, { name: 'hash', valueString: hash }, { name: 'typed', valueString: 'Jörg Müller' }])
  assert.equal(confirmationOf(find(fhir, 'Provenance')[0])?.typed, 'Jörg Müller')
})

test('nobody reaches the form of a patient they do not act for', async () => {
  const { ask } = await service()
  await assert.rejects(ask('Questionnaire', 'waiting', [about], undefined, ['other']), { code: 'forms/not-yours' })
  await assert.rejects(ask('QuestionnaireResponse', 'form', [], 'nothing'), { code: 'forms/not-yours' })
})

test('the empty admission form says what is missing', async () => {
  const { fhir, ask } = await service()
  await ask('Questionnaire', 'waiting', [about])
  const questionnaire = find(fhir, 'Questionnaire').find(({ url }) => url === 'urn:steckwerk:questionnaire:admission') as unknown as Questionnaire
  const issues = validate(questionnaire, { resourceType: 'QuestionnaireResponse', status: 'completed' }, { evaluate })
  assert.deepEqual(issues.map(({ path, code }) => `${path} ${code}`), ['contact/contact.phone required', 'insurance/insurance.kind required', 'history/history.any required', 'medication/medication.any required', 'allergy/allergy.any required', 'consent/consent.read required'])
})
