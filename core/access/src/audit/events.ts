/** What a layman would call it; the wire's AccessCategory. */
export type AuditCategory =
  | 'view' | 'search' | 'create' | 'change' | 'delete' | 'export' | 'emergency' | 'consent' | 'account' | 'receive' | 'other'

/** How an event is told as an AuditEvent. */
export interface AuditEventLine {
  readonly action: 'C' | 'R' | 'U' | 'D' | 'E'
  readonly category: AuditCategory
  /** `rest` of http://terminology.hl7.org/CodeSystem/audit-event-type, or a code of DICOM's. */
  readonly type: 'rest' | DicomType
  /** A code of http://hl7.org/fhir/restful-interaction where `type` is rest, else of DICOM; without one the event's own code stands there. */
  readonly subtype?: string
}

/** Event ids of DICOM PS3.16 context group 400, as far as used here. */
export const dicomTypes = {
  '110100': 'Application Activity',
  '110101': 'Audit Log Used',
  '110106': 'Export',
  '110107': 'Import',
  '110110': 'Patient Record',
  '110113': 'Security Alert',
  '110114': 'User Authentication',
} as const
export type DicomType = keyof typeof dicomTypes

/** Event type codes of DICOM PS3.16 context group 401, as far as used here. */
export const dicomSubtypes: Readonly<Record<string, string>> = {
  '110122': 'Login',
  '110123': 'Logout',
  '110127': 'Emergency Override Started',
  '110128': 'Network Configuration',
  '110129': 'Security Configuration',
  '110136': 'Security Roles Changed',
  '110137': 'User security Attributes Changed',
}

type Action = AuditEventLine['action']
const rest = (action: Action, category: AuditCategory, subtype: string): AuditEventLine => ({ action, category, type: 'rest', subtype })
const dicom = (action: Action, category: AuditCategory, type: DicomType, subtype?: string): AuditEventLine =>
  ({ action, category, type, ...(subtype === undefined ? {} : { subtype }) })

/** Every event the access log knows. FHIR interactions are told as IHE's Basic Audit Log Patterns tell them.
 *  Source: IHE BALP 1.1.3; FHIR R4 auditevent.html; DICOM PS3.15 A.5. */
export const auditEvents: Readonly<Record<string, AuditEventLine>> = {
  'read': rest('R', 'view', 'read'),
  'vread': rest('R', 'view', 'vread'),
  'history-instance': rest('R', 'view', 'history-instance'),
  'history-type': rest('R', 'view', 'history-type'),
  'history-system': rest('R', 'view', 'history-system'),
  'search': rest('E', 'search', 'search-type'),
  'create': rest('C', 'create', 'create'),
  'update': rest('U', 'change', 'update'),
  'patch': rest('U', 'change', 'patch'),
  'delete': rest('D', 'delete', 'delete'),
  'operation': rest('E', 'view', 'operation'),
  'batch': rest('E', 'other', 'batch'),
  'transaction': rest('E', 'other', 'transaction'),
  'stream-opened': dicom('R', 'view', '110110'),
  'service-called': dicom('E', 'view', '110110'),
  'notified': dicom('R', 'view', '110110'),
  'print': dicom('R', 'export', '110106'),
  'export': dicom('R', 'export', '110106'),

  'ingest-batch': dicom('C', 'receive', '110107'),
  'replay': dicom('E', 'receive', '110107'),
  'message-read': dicom('R', 'other', '110110'),
  'reveal': dicom('R', 'emergency', '110110'),
  'message-decided': dicom('U', 'other', '110110'),
  'message-deleted': dicom('D', 'delete', '110110'),

  'sign-in': dicom('E', 'account', '110114', '110122'),
  'sign-out': dicom('E', 'account', '110114', '110123'),
  'sign-in-refused': dicom('E', 'account', '110114', '110122'),
  'recovery': dicom('E', 'account', '110114'),
  'factor-changed': dicom('U', 'account', '110113', '110137'),
  'token-issued': dicom('E', 'account', '110114'),
  'token-refused': dicom('E', 'account', '110114'),
  'token-revoked': dicom('E', 'account', '110114'),
  'refused': dicom('E', 'other', '110113'),

  'consent-given': dicom('C', 'consent', '110110'),
  'consent-withdrawn': dicom('U', 'consent', '110110'),
  'break-glass': dicom('E', 'emergency', '110113', '110127'),
  'break-glass-reason': dicom('E', 'emergency', '110113'),
  'break-glass-search': dicom('E', 'emergency', '110110'),
  'break-glass-end': dicom('E', 'emergency', '110113'),
  'break-glass-review': dicom('U', 'emergency', '110113'),
  'link-made': dicom('C', 'account', '110113', '110137'),
  'link-ended': dicom('D', 'account', '110113', '110137'),
  'link-requested': dicom('C', 'account', '110113', '110137'),
  'code-issued': dicom('C', 'account', '110113', '110137'),
  'code-ended': dicom('D', 'account', '110113', '110137'),
  'code-refused': dicom('E', 'account', '110113', '110137'),
  'proxy-given': dicom('C', 'account', '110113', '110137'),
  'proxy-ended': dicom('D', 'account', '110113', '110137'),

  'people-changed': dicom('U', 'account', '110113', '110137'),
  'role-changed': dicom('U', 'account', '110113', '110136'),
  'client-changed': dicom('U', 'other', '110113', '110129'),
  'setting-changed': dicom('U', 'other', '110113', '110129'),
  'service-changed': dicom('U', 'other', '110113', '110129'),
  'carrier-added': dicom('C', 'other', '110113', '110128'),
  'key-rotated': dicom('U', 'other', '110113', '110129'),
  'certificate-issued': dicom('C', 'other', '110113', '110129'),
  'certificate-revoked': dicom('D', 'other', '110113', '110129'),
  'duplicate-merged': dicom('U', 'change', '110110'),
  'duplicate-unmerged': dicom('U', 'change', '110110'),
  'duplicate-rejected': dicom('U', 'change', '110110'),

  'audit-read': dicom('R', 'other', '110101'),
  'audit-export': dicom('R', 'export', '110101'),
  'audit-segment-deleted': dicom('D', 'other', '110101'),
}

/** For a code that a later version wrote into the log. */
const unknown: AuditEventLine = dicom('E', 'other', '110100')

export function auditEventLine(event: string): AuditEventLine {
  return Object.hasOwn(auditEvents, event) ? auditEvents[event]! : unknown
}
