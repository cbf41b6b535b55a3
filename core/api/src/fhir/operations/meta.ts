import { resourceTypes, type Condition, type SearchQuery } from '@steckwerk/fhir'
import type { Fault } from '@steckwerk/kernel'
import type { Reader, Stored } from '@steckwerk/store'
import { parseExact } from '../exact-json.ts'
import type { FhirAnswer, FhirCall, Interaction } from '../interaction.ts'
import { typedFault } from '../typed-fault.ts'
import { gone, isId, missing } from '../type-and-id.ts'
import { readInputs } from './inputs.ts'
import { metaSets, withSets } from './meta-sets.ts'
import { operation } from './operation.ts'

/** Resources read for a list of what is in use; more are refused, not left out in silence. */
const mostRead = 100_000
const pageSize = 1000

/** Parameters with one Meta, as all operations on meta answer. */
export function metaAnswer(meta: unknown, stored?: Stored): FhirAnswer {
  const body = JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'return', valueMeta: meta }] })
  return { status: 200, body, version: stored?.version, lastModified: stored?.lastUpdated }
}

const hasAny: Condition = {
  kind: 'any', of: metaSets.map((name) => [{ kind: 'missing', param: `_${name}`, missing: false }]),
}

/** Profiles, labels and tags in use by resources of these types. Faults: api/meta-scope. */
async function inUse(reader: Reader, types: readonly string[]): Promise<object> {
  let meta: Readonly<Record<string, unknown>> = {}
  let count = 0
  for (const type of types) {
    let cursor: string | undefined
    do {
      const query: SearchQuery = {
        type, conditions: [hasAny], sort: [], count: pageSize, total: 'none', cursor, includes: [], summary: 'false', elements: undefined,
      }
      const { rows, next } = await reader.search(query)
      for (const row of rows) meta = withSets(meta, (JSON.parse(row.text!) as { meta: Record<string, unknown> }).meta)
      count += rows.length
      cursor = next
      if (cursor !== undefined && count >= mostRead) throw tooMany()
    } while (cursor !== undefined)
  }
  return meta
}

function tooMany(): Fault {
  return typedFault('not-supported', 'api/meta-scope', 'Too many resources have profiles, labels or tags to list all in use; ask for one type, or search by _tag.', 'too-costly')
}

function storedOf(reader: Reader, call: FhirCall): Promise<Stored | undefined> {
  if (call.versionId === '') return reader.get(call.type, call.id)
  return /^[1-9]\d{0,8}$/.test(call.versionId) ? reader.version(call.type, call.id, Number(call.versionId)) : Promise.resolve(undefined)
}

async function handle(call: FhirCall): Promise<FhirAnswer> {
  readInputs(call, [])
  if (call.id === '') return metaAnswer(await call.read((reader) => inUse(reader, call.type === '' ? resourceTypes : [call.type])))
  if (!isId(call.id)) throw missing()
  const stored = await call.read((reader) => storedOf(reader, call))
  if (stored === undefined) throw missing()
  if (stored.text === undefined) throw gone()
  return metaAnswer((parseExact(stored.text) as { meta: unknown }).meta, stored)
}

/** The meta of a resource or of one of its versions without the resource, or the profiles, labels and tags in use by a type or by all.
 *  Source: FHIR R4 resource-operation-meta.html. Faults: api/meta-scope, api/resource-missing, api/resource-gone, those of readInputs. */
export const metaOperation: readonly Interaction[] = [
  ...at(['', '/:type'], ['s']),
  ...at(['/:type/:id', '/:type/:id/_history/:versionId'], ['r']),
]

function at(paths: readonly string[], letters: readonly string[]): readonly Interaction[] {
  return operation({
    claim: { name: 'meta', definition: 'http://hl7.org/fhir/OperationDefinition/Resource-meta' },
    paths,
    methods: ['GET', 'POST'],
    permission: 'fhir.read',
    letters,
    handle,
  })
}
