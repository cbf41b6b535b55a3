import { instant, type Resource } from '@steckwerk/fhir'
import { auditEventLine, dicomSubtypes, dicomTypes, type AuditEventLine } from './events.ts'
import { positionText, type LoggedEntry } from './log-query.ts'
import type { AuditDetail } from './detail.ts'

/** What an entry becomes readable with. */
export interface AuditEventParts {
  readonly entry: LoggedEntry
  readonly detail: AuditDetail | undefined
  /** The Patient this AuditEvent is about, by id: an entry about several becomes one AuditEvent for each. */
  readonly patient: string | undefined
  /** Which of the entry's Patients that is, from 1; undefined where there is one at most. */
  readonly place: number | undefined
  /** To be shown for the actor. */
  readonly name: string | undefined
  /** The carrier's FHIR base. */
  readonly base: string
}

const dcm = 'http://dicom.nema.org/resources/ontology/DCM'
const participation = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType'
const profiles = 'https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.'
const own = 'urn:steckwerk:audit-event'
/** Identifiers of accounts, programs and clients in the log. */
export const agentSystem = 'urn:steckwerk:agent'

const coding = (system: string, code: string, display?: string): object => ({ system, code, ...(display === undefined ? {} : { display }) })
const entityType = (code: '1' | '2'): object => coding('http://terminology.hl7.org/CodeSystem/audit-entity-type', code, code === '1' ? 'Person' : 'System Object')
const objectRole = (code: string, display: string): object => coding('http://terminology.hl7.org/CodeSystem/object-role', code, display)

/** BALP's profile by interaction; only success is one. */
const profileNames: Readonly<Record<string, string>> = {
  'read': 'Read', 'vread': 'Read', 'search': 'Query', 'create': 'Create', 'update': 'Update', 'patch': 'Update', 'delete': 'Delete',
}

function profileOf({ entry, patient, detail }: AuditEventParts): string | undefined {
  const name = profileNames[entry.event]
  if (name === undefined || entry.outcome !== 0 || entry.address === undefined) return undefined
  // A query without its text, or a resource without its id, is none of the profiles' events.
  if (name === 'Query' ? detail?.['query'] === undefined : entry.type === undefined || entry.id === undefined) return undefined
  return `${profiles}${patient === undefined ? name : `Patient${name}`}`
}

function codes(event: string, line: AuditEventLine): { type: object; subtype: object[] } {
  if (line.type === 'rest') {
    return {
      type: coding('http://terminology.hl7.org/CodeSystem/audit-event-type', 'rest', 'Restful Operation'),
      subtype: [coding('http://hl7.org/fhir/restful-interaction', line.subtype!)],
    }
  }
  const { subtype } = line
  return {
    type: coding(dcm, line.type, dicomTypes[line.type]),
    subtype: [...(subtype === undefined ? [] : [coding(dcm, subtype, dicomSubtypes[subtype])]), coding(own, event)],
  }
}

type Flow = 'read' | 'send' | 'delete'

/** Who plays source and destination is BALP's and DICOM's: it differs between reads and everything that is sent. */
function agentTypes(flow: Flow): { client: object; server: object; user: object } {
  const source = { coding: [coding(dcm, '110153', 'Source Role ID')] }
  const destination = { coding: [coding(dcm, '110152', 'Destination Role ID')] }
  const recipient = { coding: [coding(participation, 'IRCP', 'information recipient')] }
  const author = { coding: [coding(participation, 'AUT', 'author (originator)')] }
  switch (flow) {
    case 'read': return { client: destination, server: source, user: recipient }
    case 'send': return { client: source, server: destination, user: author }
    case 'delete': return {
      client: { coding: [coding(dcm, '110150', 'Application')] },
      server: { coding: [coding('http://terminology.hl7.org/CodeSystem/provenance-participant-type', 'custodian', 'Custodian')] },
      user: author,
    }
  }
}

function agentsOf({ entry, name, base }: AuditEventParts, line: AuditEventLine): object[] {
  const flow: Flow = entry.action === 'D' ? 'delete' : entry.action === 'R' ? 'read' : 'send'
  const types = agentTypes(flow)
  if (entry.event === 'search') types.user = { coding: [coding(participation, 'IRCP', 'information recipient')] }
  const isProgram = entry.actor.startsWith('Device/')
  const who = { identifier: { system: agentSystem, value: entry.actor }, ...(name === undefined ? {} : { display: name }) }
  const client = entry.client ?? (isProgram ? entry.actor : undefined)
  const network = entry.address === undefined ? undefined : { address: entry.address, type: '2' }
  const agents: object[] = [{
    type: types.client,
    who: client === undefined ? { display: 'Portal' } : { identifier: { system: agentSystem, value: client } },
    // Somebody must be the one who asked: where no person is, the program.
    requestor: isProgram,
    ...(network === undefined ? {} : { network }),
  }, { type: types.server, who: { display: 'Steckwerk' }, requestor: false, network: { address: base, type: '5' } }]
  if (!isProgram) {
    agents.push({
      type: types.user, who, requestor: true, ...(name === undefined ? {} : { name }),
      ...(entry.purpose === '' ? {} : { purposeOfUse: [{ coding: [coding('http://terminology.hl7.org/CodeSystem/v3-ActReason', entry.purpose)] }] }),
    })
  }
  return line.type === 'rest' ? agents : agents.toReversed()
}

function entitiesOf({ entry, detail, patient }: AuditEventParts): object[] {
  const entities: object[] = []
  if (patient !== undefined) entities.push({ what: { reference: `Patient/${patient}` }, type: entityType('1'), role: objectRole('1', 'Patient') })
  const query = detail?.['query']
  if (query !== undefined) {
    entities.push({ type: entityType('2'), role: objectRole('24', 'Query'), query: Buffer.from(query).toString('base64') })
  } else if (entry.type !== undefined && entry.id !== undefined) {
    const version = entry.version === undefined ? '' : `/_history/${entry.version}`
    entities.push({ what: { reference: `${entry.type}/${entry.id}${version}` }, type: entityType('2'), role: objectRole('4', 'Domain Resource') })
  }
  const facts = Object.entries(detail ?? {}).filter(([name]) => name !== 'query')
  if (facts.length > 0 && entry.event !== 'delete') {
    entities.push({ type: entityType('2'), role: objectRole('13', 'Security Resource'), description: 'Facts', detail: facts.map(([type, valueString]) => ({ type, valueString })) })
  }
  // PatientDelete knows no further entity.
  if (entry.event !== 'delete') {
    entities.push({ what: { identifier: { value: entry.trace } }, type: coding('https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType', 'XrequestId') })
  }
  return entities
}

/** The id of an AuditEvent: its entry's position, and which of its Patients it is about. */
export function auditEventId({ entry, place }: Pick<AuditEventParts, 'entry' | 'place'>): string {
  return place === undefined ? positionText(entry) : `${positionText(entry)}.${place}`
}

/** An entry as FHIR tells it. Source: IHE BALP 1.1.3 (Read, Query, Create, Update, Delete and their Patient forms); FHIR R4 auditevent.html. */
export function auditEvent(parts: AuditEventParts): Resource {
  const { entry } = parts
  const line = auditEventLine(entry.event)
  const profile = profileOf(parts)
  return {
    resourceType: 'AuditEvent',
    id: auditEventId(parts),
    meta: { versionId: '1', lastUpdated: instant(entry.at), ...(profile === undefined ? {} : { profile: [profile] }) },
    ...codes(entry.event, line),
    action: entry.action,
    recorded: instant(entry.at),
    outcome: String(entry.outcome),
    ...(entry.purpose === '' ? {} : { purposeOfEvent: [{ coding: [coding('http://terminology.hl7.org/CodeSystem/v3-ActReason', entry.purpose)] }] }),
    agent: agentsOf(parts, line),
    source: { observer: { display: 'Steckwerk' }, type: [coding('http://terminology.hl7.org/CodeSystem/security-source-type', '4', 'Application Server')] },
    entity: entitiesOf(parts),
  }
}
