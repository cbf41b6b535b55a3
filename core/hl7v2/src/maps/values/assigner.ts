import type { Repetition } from '../../field.ts'
import { valueOf } from './text.ts'

/** Who assigned a number: a worldwide system, or a name that only the sender's house knows. */
export interface Assigner {
  readonly system: string | undefined
  readonly name: string | undefined
}

/** Reads an HD component: an OID, UUID, URI or DNS name becomes a system (`urn:oid:…`, `urn:uuid:…`, the URI itself, `https://<name>`);
 *  any other universal id counts as a name. */
export function assignerOf(repetition: Repetition, component: number): Assigner {
  return assigner(valueOf(repetition, component, 1), valueOf(repetition, component, 2), valueOf(repetition, component, 3))
}

export function assigner(name: string | undefined, universalId: string | undefined, kind: string | undefined): Assigner {
  if (universalId === undefined) return { system: name !== undefined && longOid.test(name) ? `urn:oid:${name}` : undefined, name }
  return { system: systemOf(universalId, kind?.toUpperCase()), name: name ?? universalId }
}

// A name of four and more arcs is an OID put in the wrong place, not a name.
const longOid = /^[0-2](?:\.\d+){3,}$/

function systemOf(universalId: string, kind: string | undefined): string | undefined {
  if (/\s/.test(universalId)) return undefined
  if (kind === 'ISO' || kind === 'OID' || (kind === undefined && longOid.test(universalId))) {
    return /^[0-2](?:\.\d+)+$/.test(universalId) ? `urn:oid:${universalId}` : undefined
  }
  if (kind === 'UUID' || kind === 'GUID') return `urn:uuid:${universalId.toLowerCase()}`
  if (kind === 'URI' || kind === 'URL') return universalId
  return kind === 'DNS' ? `https://${universalId.toLowerCase()}` : undefined
}
