import { parseJson, validate } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import type { Stored } from '@steckwerk/store'
import { jsonText } from '../body.ts'
import { parseExact } from '../exact-json.ts'
import type { FhirCall, Interaction } from '../interaction.ts'
import { requirePreconditions } from '../preconditions.ts'
import { checkResource } from '../resource-body.ts'
import { gone, isId, missing } from '../type-and-id.ts'
import { isConflict } from '../written.ts'
import { readInputs } from './inputs.ts'
import { metaAnswer } from './meta.ts'
import { withoutSets, withSets } from './meta-sets.ts'
import { operation } from './operation.ts'

type Members = Readonly<Record<string, unknown>>
type Edit = (meta: Members, given: Members) => Members

const attempts = 5

/** The Meta of a Parameters body whose form readInputs has checked, with its numbers as they stand. */
function givenMeta(call: FhirCall): Members {
  const inputs = readInputs(call, [{ name: 'meta', type: 'Meta' }])
  if (inputs.object('meta') === undefined) throw new Fault('invalid', 'api/operation-input', 'The parameter meta is missing.', { at: 'Parameters.parameter' })
  // Of a Meta with something wrong in it, nothing is taken.
  const issues = validate(parseJson(jsonText(call.body)), 'Parameters')
  if (issues.some(({ severity }) => severity === 'error' || severity === 'fatal')) throw new Fault('unprocessable', 'api/validation', 'The resource does not follow FHIR R4.', { issues })
  const { parameter } = parseExact(jsonText(call.body)) as { parameter: readonly { name: string; valueMeta: Members }[] }
  return parameter.find(({ name }) => name === 'meta')!.valueMeta
}

/** Writes the resource with its meta edited, unless that changes nothing. Gives the current version. */
async function change(call: FhirCall, edit: Edit): Promise<Stored> {
  const given = givenMeta(call)
  if (!isId(call.id)) throw missing()
  for (let attempt = 1; ; attempt++) {
    const before = await call.read((reader) => reader.get(call.type, call.id))
    if (before === undefined) throw missing()
    if (before.text === undefined) throw gone()
    requirePreconditions(call, before)
    const resource = parseExact(before.text) as { meta: Members }
    const meta = edit(resource.meta, given)
    if (meta === resource.meta) return before
    const written = JSON.stringify({ ...resource, meta })
    const put = checkResource(written, JSON.parse(written), call.type)
    try {
      return await call.commit({ kind: 'put', type: call.type, id: call.id, ...put, differs: true, expect: before.version })
    } catch (thrown) {
      if (!isConflict(thrown) || attempt === attempts) throw thrown
      // With If-Match the next look finds another version and says so.
    }
  }
}

function changing(name: string, edit: Edit): readonly Interaction[] {
  return operation({
    claim: { name, definition: `http://hl7.org/fhir/OperationDefinition/Resource-${name}` },
    paths: ['/:type/:id'],
    methods: ['POST'],
    permission: 'fhir.write',
    letters: ['u'],
    handle: async (call) => {
      const stored = await change(call, edit)
      return metaAnswer((parseExact(stored.text!) as { meta: unknown }).meta, stored)
    },
  })
}

/** Adds or takes away profiles, security labels and tags; a change is a new version of the resource. What is there already, or not there, is
 *  no mistake. Source: FHIR R4 resource-operation-meta-add.html, resource-operation-meta-delete.html.
 *  Faults: api/operation-input, api/validation, api/if-match, api/resource-missing, api/resource-gone, those of readInputs. */
export const metaChange: readonly Interaction[] = [...changing('meta-add', withSets), ...changing('meta-delete', withoutSets)]
