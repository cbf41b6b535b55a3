import { Fault } from '@steckwerk/kernel'
import { plugManifest, type FhirResource, type OperationCall, type Plug, type PlugCarrier } from '@steckwerk/plug'
import { createHash } from 'node:crypto'

interface Part {
  readonly name: string
  readonly resource?: FhirResource
  readonly valueString?: string
  readonly valueReference?: { readonly reference: string }
}

/** A questionnaire of the shape the test answers. */
const questionnaire: FhirResource = {
  resourceType: 'Questionnaire', url: 'urn:steckwerk:questionnaire:today', version: '1.0.0', title: 'Heute', status: 'active', subjectType: ['Patient'],
  item: [...['pain', 'sleep', 'moving', 'worry'].map((linkId) => ({ linkId, text: linkId, type: 'choice', answerOption: [{ valueCoding: { code: 'no' } }] })), { linkId: 'score', text: 'score', type: 'integer' }],
}
const operations = [['Questionnaire', 'waiting', 'type'], ['Questionnaire', 'populate', 'type'], ['QuestionnaireResponse', 'process-response', 'type'], ['QuestionnaireResponse', 'form', 'instance'], ['QuestionnaireResponse', 'pdf', 'instance']] as const

const hashOf = (response: FhirResource): string => createHash('sha256').update(JSON.stringify(response['item'] ?? [])).digest('hex')
const parameters = (...parameter: readonly Part[]): FhirResource => ({ resourceType: 'Parameters', parameter })

/** A small forms service that keeps what it is given, by the FHIR interface alone; it calculates and checks nothing. */
export const formsPlug: Plug = {
  manifest: plugManifest.parse({
    id: 'small-forms', service: '5c1a9f0e-2f7e-4a6c-8d0e-7a4b0f6f9d21', version: '1.0.0', name: { de: 'Kleine Formulare' }, summary: { de: 'Für Tests.' }, vendor: { name: 'Test' }, capability: 'forms',
    scopes: ['system/Questionnaire.crs', 'system/QuestionnaireResponse.crus', 'system/Provenance.cs'], purposes: ['TREAT'], operations: operations.map(([type, name, level]) => ({ type, name, level, affectsState: name !== 'form' && name !== 'pdf' })),
    plans: [{ id: '3b0f6a52-9c1d-4e57-a0b4-6d2f8e1c7a90', name: 'basic', title: { de: 'Basis' }, description: { de: 'Alles.' }, price: {} }],
  }),
  start: async (host) => ({
    health: async () => ({ state: 'ok' }),
    operation: async (call) => ({ status: 200, resource: await answer(await host.carrier(call.carrier), call) }),
    stop: async () => undefined,
  }),
}

async function answer({ fhir }: PlugCarrier, call: OperationCall): Promise<FhirResource> {
  const parts = (call.input?.['parameter'] ?? []) as readonly Part[]
  const part = (name: string): Part | undefined => parts.find((one) => one.name === name)
  const patient = part('subject')?.valueReference?.reference ?? ''
  const asked = await fhir.create(questionnaire, { ifNoneExist: 'url=urn:steckwerk:questionnaire:today' })
  const stored = async (id: string): Promise<FhirResource> => {
    const found = (await fhir.search('QuestionnaireResponse', [['_id', id]])).entry?.[0]?.resource
    const whose = (found?.['subject'] as { readonly reference: string } | undefined)?.reference.split('/')[1]
    if (found === undefined || call.caller.patients?.includes(whose ?? '') === false) throw new Fault('not-found', 'forms/not-yours', 'There is no such form here.')
    return found
  }
  switch (call.name) {
    case 'waiting': return { resourceType: 'Bundle', type: 'collection', entry: [asked, ...await fhir.all('QuestionnaireResponse', [['patient', patient.split('/')[1]!]], 100)].map((resource) => ({ resource })) }
    case 'populate': return parameters({ name: 'response', resource: { resourceType: 'QuestionnaireResponse', status: 'in-progress', questionnaire: `${part('canonical')!.valueString!}|1.0.0`, subject: { reference: patient } } })
    case 'form': {
      const response = await stored(call.id ?? '')
      const [provenance] = await fhir.all('Provenance', [['target', `QuestionnaireResponse/${response.id!}`]], 10)
      return parameters({ name: 'questionnaire', resource: asked }, { name: 'response', resource: response }, { name: 'hash', valueString: hashOf(response) }, ...provenance === undefined ? [] : [{ name: 'provenance', resource: provenance }])
    }
    case 'pdf': return { resourceType: 'Binary', contentType: 'application/pdf', data: Buffer.from('%PDF-1.7').toString('base64') }
    default: return process(part('response')!.resource!)
  }

  async function process(given: FhirResource): Promise<FhirResource> {
    const whose = (given['subject'] as { readonly reference: string }).reference
    if (given.id === undefined) {
      const saved = await fhir.create(given, { ifNoneExist: `patient=${whose.split('/')[1]!}&status=in-progress` })
      return parameters({ name: 'response', resource: saved }, { name: 'hash', valueString: hashOf(saved) })
    }
    await stored(given.id)
    const confirmed = part('hash')?.valueString
    if (confirmed !== undefined && confirmed !== hashOf(given)) throw new Fault('conflict', 'forms/other-content', 'Other answers.')
    const saved = await fhir.update({ ...given, id: given.id }, { version: part('version')!.valueString! }).catch(() => {
      throw new Fault('conflict', 'forms/changed-elsewhere', 'Saved elsewhere.')
    })
    const who = { display: part('signer')?.valueString ?? '' }
    if (confirmed !== undefined) {
      await fhir.create({
        resourceType: 'Provenance', target: [{ reference: `QuestionnaireResponse/${given.id}` }], recorded: '2026-11-22T08:00:00Z', agent: [{ who }],
        signature: [{ type: [{ code: 'x' }], when: '2026-11-22T08:00:00Z', who }],
      })
    }
    return parameters({ name: 'response', resource: saved }, { name: 'hash', valueString: hashOf(saved) })
  }
}
