import type { Duplicates, PatientMatch } from '@steckwerk/access'
import { validate, type Resource } from '@steckwerk/fhir'
import { Fault, type View } from '@steckwerk/kernel'
import { bundleText } from '../bundle-text.ts'
import type { FhirAnswer, FhirCall, Interaction } from '../interaction.ts'
import { readInputs } from './inputs.ts'
import { operation } from './operation.ts'

const mostMatches = 50
const gradeExtension = 'http://hl7.org/fhir/StructureDefinition/match-grade'

/** How long a match takes tells of all who are compared: it is for those who may search every Patient of the carrier. */
function seesEveryPatient(view: View | undefined): boolean {
  return view === undefined || view.rules.some(({ types, may, patients, where }) =>
    may.includes('s') && (types === 'all' || types.includes('Patient')) && patients.length === 0 && where.length === 0)
}

/** Faults: api/match-resource. */
function patientOf(input: object | undefined): Resource {
  const resource = input as Resource | undefined
  if (resource?.resourceType !== 'Patient' || validate(resource, 'Patient').some(({ severity, type }) => severity === 'error' && type !== 'required')) {
    throw new Fault('invalid', 'api/match-resource', 'The input `resource` must be a Patient, of which only a part need be there.', { at: 'resource' })
  }
  return resource
}

function entryText(base: string, { patient, probability, grade }: PatientMatch, text: string): string {
  const search = { extension: [{ url: gradeExtension, valueCode: grade }], mode: 'match', score: Number(probability.toFixed(4)) }
  return `{"fullUrl":"${base}/Patient/${patient}","resource":${text},"search":${JSON.stringify(search)}}`
}

async function answer(duplicates: Duplicates, call: FhirCall): Promise<FhirAnswer> {
  if (!seesEveryPatient(call.ctx.view)) {
    throw new Fault('forbidden', 'api/match-not-permitted', 'Matching is for those who may search every Patient of the carrier.')
  }
  const inputs = readInputs(call, [{ name: 'resource', type: 'resource' }, { name: 'count', type: 'count' }, { name: 'onlyCertainMatches', type: 'boolean' }], 'resource')
  const count = Math.min(Number(inputs.one('count') ?? 10), mostMatches)
  const found = await duplicates.match(call.ctx, patientOf(inputs.object('resource')), mostMatches)
  const certain = found.filter(({ grade }) => grade === 'certain')
  // The one certain match, or none: two would be duplicates themselves. Source: FHIR R4 patient-operation-match.html.
  const asked = inputs.one('onlyCertainMatches') === 'true' ? (certain.length === 1 ? certain : []) : found.slice(0, count)
  const rows = await call.read((reader) => reader.getMany(asked.map(({ patient }) => ({ type: 'Patient', id: patient }))))
  const entries = asked.flatMap((match) => {
    const text = rows.get(`Patient/${match.patient}`)?.text
    return text === undefined ? [] : [entryText(call.base, match, text)]
  })
  return { status: 200, body: bundleText({ type: 'searchset', now: call.ctx.now, total: entries.length, links: [], entries }) }
}

/** Who a Patient may be, by the matching of the duplicate review: search.score is the probability, match-grade certain, probable or possible.
 *  Source: FHIR R4 patient-operation-match.html. Faults: api/match-resource, api/match-not-permitted, those of readInputs. */
export function matchOperation(duplicates: Duplicates): readonly Interaction[] {
  return operation({
    claim: { name: 'match', definition: 'http://hl7.org/fhir/OperationDefinition/Patient-match', types: ['Patient'] },
    paths: ['/Patient'],
    methods: ['POST'],
    permission: 'fhir.read',
    letters: ['s'],
    handle: (call) => answer(duplicates, { ...call, type: 'Patient' }),
  })
}
