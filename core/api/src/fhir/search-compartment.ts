import { compartmentCondition, compartmentNames, dateRange, isResourceType } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import { bundleText } from './bundle-text.ts'
import type { FhirAnswer, FhirCall, Interaction } from './interaction.ts'
import { readInputs } from './operations/inputs.ts'
import { entryText, pageLinks, searchAnswer } from './search-answer.ts'
import { largestCount, readSearch } from './search-query.ts'
import { searchPairs } from './search-type.ts'
import { isId, missing } from './type-and-id.ts'

const defaultCount = 50

/** Faults: api/compartment-unknown, api/resource-missing. */
function requireCompartment(call: FhirCall): void {
  if (!compartmentNames.includes(call.type)) throw new Fault('not-found', 'api/compartment-unknown', 'This type has no compartment: Patient, Encounter, RelatedPerson, Practitioner and Device have one.')
  if (!isId(call.id)) throw missing()
}

/** Patient/1/Observation?…: a search by type within a compartment. */
async function searchWithin(call: FhirCall): Promise<FhirAnswer> {
  const { member } = call
  if (!isResourceType(member)) throw new Fault('not-found', 'api/not-found', 'There is nothing at this address.')
  requireCompartment(call)
  const condition = compartmentCondition(call.type, call.id, member)
  if (condition === undefined) throw new Fault('not-supported', 'api/compartment-type', 'Resources of this type do not belong to this compartment.')
  const pairs = searchPairs(call)
  return call.read(async (reader) => {
    const request = await readSearch(reader, member, { pairs, lenient: call.prefer.lenient, base: call.base })
    const result = await reader.search({ ...request.query, conditions: [condition, ...request.query.conditions] })
    return searchAnswer(call, `${call.type}/${call.id}/${member}`, request, result)
  })
}

/** Patient/1/*: all of a compartment, whatever its type. */
async function searchAll(call: FhirCall): Promise<FhirAnswer> {
  requireCompartment(call)
  const query = new URLSearchParams(searchPairs(call).map(([name, value]): [string, string] => [name, value])).toString()
  const inputs = readInputs({ query, body: undefined, prefer: call.prefer }, [
    { name: '_type', type: 'types', many: true }, { name: '_since', type: 'instant' }, { name: '_count', type: 'count' }, { name: '_cursor', type: 'cursor' },
  ])
  const types = inputs.all('_type').flatMap((list) => list.split(','))
  const since = inputs.one('_since')
  const { rows, next } = await call.read((reader) => reader.compartment({
    compartment: call.type,
    id: call.id,
    types: types.length === 0 ? undefined : types,
    since: since === undefined ? undefined : Math.ceil(dateRange(since)!.low / 1000),
    count: Math.min(Number(inputs.one('_count') ?? defaultCount), largestCount),
    cursor: inputs.one('_cursor'),
  }))
  const entries = rows.flatMap((row) => (row.text === undefined ? [] : [entryText(call.base, row, row.text, 'match')]))
  const links = pageLinks(`${call.base}/${call.type}/${call.id}/*`, inputs.pairs, next)
  return { status: 200, body: bundleText({ type: 'searchset', now: call.ctx.now, links, entries }) }
}

const search = (call: FhirCall): Promise<FhirAnswer> => (call.member === '*' ? searchAll(call) : searchWithin(call))

/** Search within a compartment: what belongs to one Patient, Encounter, RelatedPerson, Practitioner or Device, of one type or (by `*`) of all.
 *  Source: FHIR R4 http.html#vsearch, compartmentdefinition.html. Faults: api/compartment-unknown, api/compartment-type, api/resource-missing,
 *  api/not-found, those of a search by type, of readInputs for `*`, and store/bad-cursor. */
export const searchCompartment: readonly Interaction[] = [
  { codes: [], method: 'GET', path: '/:type/:id/:member', permission: 'fhir.read', letters: ['s'], handle: search },
  { codes: [], method: 'POST', path: '/:type/:id/:member/_search', permission: 'fhir.read', letters: ['s'], handle: search },
]
