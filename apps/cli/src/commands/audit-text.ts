import type { NamedVerdict } from '@steckwerk/hub'
import type { AuditEntry, AuditFinding, AuditState, AuditVerification } from '@steckwerk/api/contract/audit'

const what: Readonly<Record<AuditFinding['kind'], string>> = {
  'altered': 'entries written at once are not as they were sealed',
  'removed': 'entries written at once are missing',
  'inserted': 'entries were put in',
  'segment-missing': 'the segment is missing',
  'segment-forged': 'the hub did not sign this segment or its deletion',
  'segment-altered': 'the segment is not as it was signed',
}

const nameOf = (carrier: string): string => (carrier === '-' ? 'platform' : carrier)

export function stateText(carrier: string, state: AuditState): string {
  return `${countsText(carrier, state)}; kept ${state.keptDays} days`
}

function countsText(carrier: string, state: Omit<AuditState, 'keptDays'>): string {
  const last = state.lastSealedAt === undefined ? 'nothing sealed yet' : `last sealed ${state.lastSealedAt}`
  return `${nameOf(carrier)}: ${state.sealedEntries} entries in ${state.segments} segments (${state.deletedSegments} deleted after their time), ${state.openEntries} not sealed yet; ${last}`
}

export function verificationText(carrier: string, verification: AuditVerification): string {
  return found(stateText(carrier, verification), verification)
}

/** Of a verification that asked no hub. */
export function verdictText(carrier: string, verdict: NamedVerdict['verdict']): string {
  const { lastSealedAt, ...counts } = verdict
  const last = lastSealedAt === undefined ? {} : { lastSealedAt: new Date(lastSealedAt).toISOString() }
  return found(countsText(carrier, { ...counts, ...last }), { intact: verdict.findings.length === 0, findings: verdict.findings, ...(verdict.head === undefined ? {} : { head: verdict.head }) })
}

function found(first: string, verification: Pick<AuditVerification, 'intact' | 'findings' | 'head'>): string {
  const lines = [first, verification.intact ? '  intact' : `  NOT INTACT: ${verification.findings.length === 100 ? '100 or more' : verification.findings.length} findings`]
  for (const { kind, segment, place, position } of verification.findings) {
    lines.push(`  segment ${segment}${place === undefined ? '' : `, block ${place}`}${position === undefined ? '' : ` (${position})`}: ${what[kind]}`)
  }
  if (verification.head !== undefined) lines.push(`  head ${verification.head}`)
  return lines.join('\n')
}

export function entryText(entry: AuditEntry): string {
  const patients = entry.patientCount === 0 ? '' : ` patients ${entry.patients.join(' ')}${entry.patientCount > entry.patients.length ? ' …' : ''}`
  const detail = Object.keys(entry.detail).length === 0 ? '' : ` ${JSON.stringify(entry.detail)}`
  return `${entry.at} ${entry.event} ${entry.outcome} ${entry.actor} (${entry.name})${entry.resource === undefined ? '' : ` ${entry.resource}`}${patients}${detail}`
}
