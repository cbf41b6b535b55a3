import { compartmentTypes, dateRange, extract, type Resource } from '@steckwerk/fhir'
import type { Issue } from '@steckwerk/kernel'
import type { Reader, Stored } from '@steckwerk/store'
import { bundleText } from '../bundle-text.ts'
import type { FhirAnswer, FhirCall, Interaction } from '../interaction.ts'
import { entryText, outcomeEntryText, pageLinks } from '../search-answer.ts'
import { largestCount } from '../search-query.ts'
import { gone, isId, missing } from '../type-and-id.ts'
import { readInputs, type InputSpec, type Inputs } from './inputs.ts'
import { operation } from './operation.ts'
import { supportingKeys } from './supporting.ts'

/** Reads of one page that may bring nothing to it, where dates or types leave most out: then a page is short, or empty, and has a next one. */
const mostReads = 20
const mostSupporting = 1000

const cut: Issue = { severity: 'warning', type: 'too-costly', text: 'The resources of this page refer to more supporting resources than one answer may hold; ask for smaller pages by _count.' }

const common: readonly InputSpec[] = [
  { name: '_since', type: 'instant' }, { name: '_type', type: 'types', many: true }, { name: '_count', type: 'count' }, { name: '_cursor', type: 'cursor' },
]

/** When people were born says nothing of when they were cared for. */
const undated: ReadonlySet<string> = new Set(['Patient', 'RelatedPerson', 'Person', 'Medication'])

/** Whether a resource belongs to the care of these dates, by the date that leads its type. What has none belongs to any time. */
function inDates(inputs: Inputs): (row: Stored) => boolean {
  const [start, end] = [inputs.one('start'), inputs.one('end')]
  if (start === undefined && end === undefined) return () => true
  const low = start === undefined ? -Infinity : dateRange(start)!.low
  const high = end === undefined ? Infinity : dateRange(end)!.high
  return (row) => {
    if (undated.has(row.type)) return true
    const { leading } = extract(JSON.parse(row.text!) as Resource)
    return leading === undefined || (leading.low <= high && leading.high >= low)
  }
}

interface Page {
  readonly rows: readonly Stored[]
  readonly supporting: readonly Stored[]
  readonly isCut: boolean
  readonly next: string | undefined
}

async function pageOf(reader: Reader, call: FhirCall, inputs: Inputs, count: number): Promise<Page> {
  const asked = new Set(inputs.all('_type').flatMap((types) => types.split(',')))
  const isAsked = (type: string): boolean => asked.size === 0 || asked.has(type)
  const own = new Set(compartmentTypes(call.type)).add(call.type)
  const wantsSupporting = asked.size === 0 || [...asked].some((type) => !own.has(type))
  const since = inputs.one('_since')
  const isInDates = inDates(inputs)
  const query = {
    compartment: call.type,
    id: call.id,
    // Supporting resources are known by those that refer to them, whatever these are.
    types: wantsSupporting ? undefined : [...asked],
    since: since === undefined ? undefined : Math.ceil(dateRange(since)!.low / 1000),
  }
  const seen: Stored[] = []
  const rows: Stored[] = []
  let cursor = inputs.one('_cursor')
  for (let read = 0; read < mostReads && rows.length < count; read++) {
    const page = await reader.compartment({ ...query, count: count - rows.length, cursor })
    for (const row of page.rows) {
      if (row.text === undefined || !isInDates(row)) continue
      seen.push(row)
      if (isAsked(row.type)) rows.push(row)
    }
    cursor = page.next
    if (cursor === undefined) break
  }
  const keys = wantsSupporting ? supportingKeys(call, seen).filter(({ type }) => isAsked(type)) : []
  const found = await reader.getMany(keys.slice(0, mostSupporting))
  const supporting = [...found.values()].filter(({ text }) => text !== undefined)
  return { rows, supporting, isCut: keys.length > mostSupporting, next: cursor }
}

async function answer(call: FhirCall, specs: readonly InputSpec[]): Promise<FhirAnswer> {
  const inputs = readInputs(call, specs)
  if (!isId(call.id)) throw missing()
  const count = Math.min(Number(inputs.one('_count') ?? largestCount), largestCount)
  return call.read(async (reader) => {
    const focus = await reader.get(call.type, call.id)
    if (focus === undefined) throw missing()
    if (focus.text === undefined) throw gone()
    const page = await pageOf(reader, call, inputs, count)
    const entries = page.rows.map((row) => entryText(call.base, row, row.text!, 'match'))
    for (const row of page.supporting) entries.push(entryText(call.base, row, row.text!, 'include'))
    if (page.isCut) entries.push(outcomeEntryText([cut]))
    const links = pageLinks(`${call.base}/${call.type}/${call.id}/$everything`, inputs.pairs, page.next)
    return { status: 200, body: bundleText({ type: 'searchset', now: call.ctx.now, links, entries }) }
  })
}

function everythingOf(type: 'Patient' | 'Encounter', specs: readonly InputSpec[]): readonly Interaction[] {
  return operation({
    claim: { name: 'everything', definition: `http://hl7.org/fhir/OperationDefinition/${type}-everything`, types: [type] },
    paths: [`/${type}/:id`],
    methods: ['GET', 'POST'],
    permission: 'fhir.read',
    letters: ['r'],
    handle: (call) => answer({ ...call, type }, specs),
  })
}

/** All that belongs to a patient or a case: its compartment, with the practitioners, organizations, places and the like that it refers to. In
 *  pages of _count, or of 1,000. `start` and `end` are dates of care, `_since` is when a resource was written.
 *  Source: FHIR R4 patient-operation-everything.html, encounter-operation-everything.html.
 *  Faults: api/resource-missing, api/resource-gone, those of readInputs, store/bad-cursor. */
export const everything: readonly Interaction[] = [
  ...everythingOf('Patient', [{ name: 'start', type: 'date' }, { name: 'end', type: 'date' }, ...common]),
  ...everythingOf('Encounter', common),
]
