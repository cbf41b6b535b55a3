import { Fault } from '@steckwerk/kernel'
import { parseJson, validate, withoutSource, type Resource } from '@steckwerk/fhir'
import { isConnectors } from '@steckwerk/ingest'

export interface ResourceBody {
  readonly text: string
  readonly resource: Resource
}

/** A body as one resource of the type in the address. `at` leads the locations of findings inside a Bundle ("Bundle.entry[2].resource").
 *  Faults: api/audit-event, api/subscription, api/not-an-object, api/resource-type, api/validation with every finding. */
export function checkResource(text: string, value: unknown, type: string, at?: string): ResourceBody {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Fault('invalid', 'api/not-an-object', 'The body must be one JSON object.', at === undefined ? {} : { at })
  }
  if (type === 'AuditEvent') throw new Fault('not-supported', 'api/audit-event', 'AuditEvents are the hub\'s own record; nobody writes them.', at === undefined ? {} : { at })
  if (type === 'Subscription') throw new Fault('not-supported', 'api/subscription', 'A Subscription is created, updated and deleted alone, by its id.', at === undefined ? {} : { at })
  const resource = value as Resource
  if (resource.resourceType !== type) {
    throw new Fault('invalid', 'api/resource-type', 'The resourceType of the body must be the type in the address.', { at: at ?? 'resourceType' })
  }
  const issues = validate(resource, type)
  if (issues.some((issue) => issue.severity === 'error' || issue.severity === 'fatal')) {
    const placed = at === undefined ? issues : issues.map((issue) => ({ ...issue, at: issue.at === undefined ? at : issue.at.replace(/^[A-Za-z]+/, at) }))
    throw new Fault('unprocessable', 'api/validation', 'The resource does not follow FHIR R4.', { issues: placed })
  }
  return isConnectors(resource) ? unmarked(text, resource) : { text, resource }
}

/** Who reads, edits and writes back sends the connector's mark along. It is taken off: a replay overwrites what connectors wrote. */
function unmarked(text: string, resource: Resource): ResourceBody {
  const { source: _, ...meta } = resource.meta!
  return { text: withoutSource(text), resource: { ...resource, meta } }
}

export function readResource(text: string, type: string): ResourceBody {
  return checkResource(text, parseJson(text), type)
}
