import { isResourceType, operationOutcome, validate, validateInvariants, type Resource } from '@steckwerk/fhir'
import { Fault, type Issue } from '@steckwerk/kernel'
import type { Stored } from '@steckwerk/store'
import { ifMatchVersion } from '../etag.ts'
import type { FhirAnswer, FhirCall, Interaction } from '../interaction.ts'
import { gone, isId, missing } from '../type-and-id.ts'
import { readInputs } from './inputs.ts'
import { operation } from './operation.ts'

const baseProfile = 'http://hl7.org/fhir/StructureDefinition/'
const modes: ReadonlySet<string> = new Set(['create', 'update', 'delete', 'profile'])

function finding(severity: Issue['severity'], type: string, text: string, at?: string): Issue {
  return { severity, type, text, ...(at === undefined ? {} : { at }) }
}

const isError = ({ severity }: Issue): boolean => severity === 'error' || severity === 'fatal'

/** What cannot be said of a profile other than the type's own must not pass for a good answer. */
function profileIssues(profile: string | undefined, type: string): Issue[] {
  if (profile === undefined) return []
  const [url = '', version] = profile.split('|', 2)
  const named = url.startsWith(baseProfile) ? url.slice(baseProfile.length) : ''
  if (version !== undefined && version !== '4.0.1' && version !== '4.0') return [finding('error', 'not-supported', 'This version of the profile is not known here: base FHIR R4 is 4.0.1.')]
  if (named === type || named === 'Resource' || named === 'DomainResource') return []
  if (isResourceType(named)) return [finding('error', 'invalid', 'The profile is that of another resource type.')]
  return [finding('error', 'not-supported', 'Profiles other than those of base FHIR R4 are not checked here; whether the resource follows this one is not known.')]
}

function claimedProfiles(resource: unknown, type: string): Issue[] {
  const profiles = (resource as Partial<Resource> | undefined)?.meta?.profile
  if (!Array.isArray(profiles)) return []
  return profiles.flatMap((profile, index) => (typeof profile === 'string' && profileIssues(profile, type).length > 0
    ? [finding('warning', 'not-supported', 'The resource claims a profile that is not checked here.', `${type}.meta.profile[${index}]`)] : []))
}

async function contentIssues(resource: unknown, type: string): Promise<Issue[]> {
  const issues = validate(resource, type)
  // Rules over several elements mean something only where each has its form.
  const isFormed = !issues.some(isError)
  return [...issues, ...(isFormed ? await validateInvariants(resource as Resource) : []), ...claimedProfiles(resource, type)]
}

/** Whether an update of, or a delete on, this version would be taken. */
function versionIssues(call: FhirCall, stored: Stored | undefined): Issue[] {
  if (call.ifMatch === undefined || ifMatchVersion(call.ifMatch) === stored?.version) return []
  return [finding('error', 'conflict', 'The resource is at another version than If-Match names.')]
}

function updateIssues(call: FhirCall, resource: unknown, stored: Stored | undefined): Issue[] {
  const issues = versionIssues(call, stored)
  if ((resource as Partial<Resource>).id !== call.id) issues.push(finding('error', 'value', 'The id of the resource must be the id in the address.', `${call.type}.id`))
  return issues
}

function deleteIssues(call: FhirCall, stored: Stored | undefined): Issue[] {
  const issues = versionIssues(call, stored)
  if (stored?.text === undefined) issues.push(finding('warning', 'not-found', 'There is no such resource here; a delete would change nothing.'))
  return issues
}

async function handle(call: FhirCall): Promise<FhirAnswer> {
  const inputs = readInputs(call, [{ name: 'resource', type: 'resource' }, { name: 'mode', type: 'code' }, { name: 'profile', type: 'uri' }], 'resource')
  const mode = inputs.one('mode')
  const isInstance = call.id !== ''
  if (mode !== undefined && !modes.has(mode)) throw new Fault('invalid', 'api/validate-mode', 'The mode must be create, update, delete or profile.', { at: 'mode' })
  if ((mode === 'update' || mode === 'delete') && !isInstance) {
    throw new Fault('invalid', 'api/validate-mode', 'The modes update and delete are for one resource: Type/id/$validate.', { at: 'mode' })
  }
  if (isInstance && !isId(call.id)) throw missing()
  const stored = isInstance ? await call.read((reader) => reader.get(call.type, call.id)) : undefined
  if (mode === 'delete') return answer(deleteIssues(call, stored))
  let resource: unknown = inputs.object('resource')
  if (resource === undefined) {
    if (!isInstance || (mode !== undefined && mode !== 'profile')) throw new Fault('invalid', 'api/validate-resource', 'There is nothing to validate: send a resource.', { at: 'resource' })
    if (stored === undefined) throw missing()
    if (stored.text === undefined) throw gone()
    resource = JSON.parse(stored.text)
  } else if (mode === 'update') {
    return answer([...(await contentIssues(resource, call.type)), ...profileIssues(inputs.one('profile'), call.type), ...updateIssues(call, resource, stored)])
  }
  return answer([...(await contentIssues(resource, call.type)), ...profileIssues(inputs.one('profile'), call.type)])
}

/** Nothing wrong is said in words, also where there is something to be better. */
function answer(issues: readonly Issue[]): FhirAnswer {
  const told = issues.some(isError) ? issues : [finding('information', 'informational', 'No errors were found.'), ...issues]
  return { status: 200, body: JSON.stringify(operationOutcome(told)) }
}

/** Checks a resource against base FHIR R4: structure, formats, required codes, invariants; whether it would be taken as an update or delete. The
 *  answer is 200 whatever is found. Without a resource at Type/id, the stored one is checked.
 *  Source: FHIR R4 resource-operation-validate.html. Faults: api/validate-mode, api/validate-resource, and those of readInputs. */
export const validateOperation = [...at('/:type', []), ...at('/:type/:id', ['r'])]

function at(path: string, letters: readonly string[]): readonly Interaction[] {
  return operation({
    claim: { name: 'validate', definition: 'http://hl7.org/fhir/OperationDefinition/Resource-validate' },
    paths: [path],
    methods: ['GET', 'POST'],
    permission: 'fhir.read',
    letters,
    handle,
  })
}
