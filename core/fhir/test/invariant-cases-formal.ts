import { each, patient, reference, type InvariantCase, type Members } from './invariant-case.ts'

const bundle = (type: string) => ({ resourceType: 'Bundle', type })
const questionnaire = { resourceType: 'Questionnaire', status: 'active' }
const questions = (broken: Members, mended: Members) =>
  [questionnaire, { item: [{ linkId: '1', ...broken }] }, { item: [{ linkId: '1', ...mended }] }] as const
const definition = {
  resourceType: 'StructureDefinition',
  url: 'urn:a',
  name: 'A',
  status: 'draft',
  kind: 'resource',
  abstract: false,
  type: 'Patient',
}
const profile = (broken: Members, mended: Members) =>
  [
    { ...definition, baseDefinition: 'urn:b' },
    { differential: { element: [{ id: 'Patient', path: 'Patient' }, { id: 'a', path: 'Patient.name', ...broken }] } },
    { differential: { element: [{ id: 'Patient', path: 'Patient' }, { id: 'a', path: 'Patient.name', ...mended }] } },
  ] as const
const element = (path: string) => ({
  id: path,
  path,
  definition: 'a',
  min: 0,
  max: '1',
  base: { path, min: 0, max: '1' },
})

/** Bundles, questionnaires and definitions. */
export const formalCases: readonly InvariantCase[] = [
  // Bundles and Parameters
  each('bdl-1', 'Bundle', { total: 1 }, bundle('collection'), bundle('searchset')),
  each(
    'bdl-2',
    'Bundle',
    { entry: [{ resource: { ...patient, active: true }, search: { mode: 'match' } }] },
    bundle('collection'),
    bundle('searchset'),
  ),
  each(
    'bdl-3',
    'Bundle',
    bundle('transaction'),
    { entry: [{ resource: patient }] },
    { entry: [{ resource: patient, request: { method: 'POST', url: 'Patient' } }] },
  ),
  each(
    'bdl-5',
    'Bundle.entry[0]',
    bundle('collection'),
    { entry: [{ fullUrl: 'urn:a' }] },
    { entry: [{ fullUrl: 'urn:a', resource: patient }] },
  ),
  each(
    'bdl-7',
    'Bundle',
    bundle('collection'),
    { entry: [{ fullUrl: 'urn:a', resource: patient }, { fullUrl: 'urn:a', resource: patient }] },
    { entry: [{ fullUrl: 'urn:a', resource: patient }, { fullUrl: 'urn:b', resource: patient }] },
  ),
  each(
    'bdl-8',
    'Bundle.entry[0]',
    bundle('collection'),
    { entry: [{ fullUrl: 'http://a/Patient/1/_history/2', resource: patient }] },
    { entry: [{ fullUrl: 'http://a/Patient/1', resource: patient }] },
  ),
  each(
    'bdl-12',
    'Bundle',
    bundle('message'),
    { entry: [{ resource: patient }] },
    { entry: [{ resource: { resourceType: 'MessageHeader', eventUri: 'urn:a', source: { endpoint: 'urn:a' } } }] },
  ),
  each(
    'inv-1',
    'Parameters.parameter[0]',
    { resourceType: 'Parameters' },
    { parameter: [{ name: 'a' }] },
    { parameter: [{ name: 'a', valueString: 'a' }] },
  ),
  // Questionnaires
  each('que-1', 'Questionnaire.item[0]', ...questions({ type: 'group' }, { type: 'group', item: [{ linkId: '2', type: 'display' }] })),
  each(
    'que-2',
    'Questionnaire',
    ...questions({ type: 'group', item: [{ linkId: '1', type: 'display' }] }, { type: 'group', item: [{ linkId: '2', type: 'display' }] }),
  ),
  each(
    'que-3',
    'Questionnaire.item[0].item[0]',
    ...questions(
      { type: 'group', item: [{ linkId: '2', type: 'display', code: [{ code: 'a' }] }] },
      { type: 'group', item: [{ linkId: '2', type: 'string', code: [{ code: 'a' }] }] },
    ),
  ),
  each(
    'que-7',
    'Questionnaire.item[0].enableWhen[0]',
    ...questions(
      { type: 'string', enableWhen: [{ question: '1', operator: 'exists', answerString: 'a' }] },
      { type: 'string', enableWhen: [{ question: '1', operator: 'exists', answerBoolean: true }] },
    ),
  ),
  each('que-10', 'Questionnaire.item[0]', ...questions({ type: 'date', maxLength: 2 }, { type: 'string', maxLength: 2 })),
  each(
    'qrs-1',
    'QuestionnaireResponse.item[0]',
    { resourceType: 'QuestionnaireResponse', status: 'completed' },
    { item: [{ linkId: '1', answer: [{ valueBoolean: true }], item: [{ linkId: '2' }] }] },
    { item: [{ linkId: '1', answer: [{ valueBoolean: true, item: [{ linkId: '2' }] }] }] },
  ),
  // Definitions
  each('que-0', 'Questionnaire', questionnaire, { name: 'a B' }, { name: 'AB' }),
  each(
    'csd-1',
    'CodeSystem',
    { resourceType: 'CodeSystem', status: 'active', content: 'complete' },
    { concept: [{ code: 'a', concept: [{ code: 'b' }] }, { code: 'b' }] },
    { concept: [{ code: 'a', concept: [{ code: 'b' }] }] },
  ),
  each(
    'vsd-1',
    'ValueSet.compose.include[0]',
    { resourceType: 'ValueSet', status: 'active' },
    { compose: { include: [{ version: '1' }] } },
    { compose: { include: [{ version: '1', system: 'urn:a' }] } },
  ),
  each(
    'spd-1',
    'SearchParameter',
    {
      resourceType: 'SearchParameter',
      url: 'urn:a',
      name: 'A',
      status: 'draft',
      description: 'a',
      code: 'a',
      base: ['Patient'],
      type: 'string',
    },
    { xpath: 'a' },
    { xpath: 'a', xpathUsage: 'normal' },
  ),
  each(
    'cpb-9',
    'CapabilityStatement.rest[0]',
    {
      resourceType: 'CapabilityStatement',
      status: 'draft',
      date: '2026',
      kind: 'requirements',
      fhirVersion: '4.0.1',
      format: ['json'],
      description: 'a',
    },
    { rest: [{ mode: 'server', resource: [{ type: 'Patient' }, { type: 'Patient' }] }] },
    { rest: [{ mode: 'server', resource: [{ type: 'Patient' }, { type: 'Group' }] }] },
  ),
  each(
    'sdf-8',
    'StructureDefinition.snapshot',
    { ...definition, derivation: 'specialization', baseDefinition: 'urn:b' },
    { snapshot: { element: [element('Patient'), element('Person.name')] } },
    { snapshot: { element: [element('Patient'), element('Patient.name')] } },
  ),
  each(
    'sdf-8a',
    'StructureDefinition.differential',
    { ...definition, baseDefinition: 'urn:b' },
    { differential: { element: [{ id: 'a', path: 'Patient' }, { id: 'b', path: 'Person.name' }] } },
    { differential: { element: [{ id: 'a', path: 'Patient' }, { id: 'b', path: 'Patient.name' }] } },
  ),
  each('eld-2', 'StructureDefinition.differential.element[1]', ...profile({ min: 2, max: '1' }, { min: 2, max: '*' })),
  each('eld-3', 'StructureDefinition.differential.element[1].max', ...profile({ max: '-1' }, { max: '0' })),
  each('eld-8', 'StructureDefinition.differential.element[1]', ...profile({ fixedCode: 'a', patternCode: 'a' }, { fixedCode: 'a' })),
  each(
    'eld-13',
    'StructureDefinition.differential.element[1]',
    ...profile({ type: [{ code: 'Reference' }, { code: 'Reference' }] }, { type: [{ code: 'Reference' }, { code: 'string' }] }),
  ),
  each('eld-16', 'StructureDefinition.differential.element[1]', ...profile({ sliceName: 'a b' }, { sliceName: 'a-b' })),
  each('eld-20', 'StructureDefinition.differential.element[1]', ...profile({ path: 'Patient.Name' }, { path: 'Patient.deceased[x]' })),
  each(
    'ig-1',
    'ImplementationGuide.definition',
    { resourceType: 'ImplementationGuide', url: 'urn:a', name: 'A', status: 'draft', packageId: 'a', fhirVersion: ['4.0.1'] },
    { definition: { resource: [{ reference, groupingId: 'a' }] } },
    { definition: { grouping: [{ id: 'a', name: 'a' }], resource: [{ reference, groupingId: 'a' }] } },
  ),
  each(
    'ig-2',
    'ImplementationGuide',
    { resourceType: 'ImplementationGuide', url: 'urn:a', name: 'A', status: 'draft', packageId: 'a', fhirVersion: ['4.0.1'] },
    { definition: { resource: [{ reference, fhirVersion: ['3.0.1'] }] } },
    { definition: { resource: [{ reference, fhirVersion: ['4.0.1'] }] } },
  ),
]
