import { sql } from '@steckwerk/kernel'
import { several, patientKey } from '../search/index-entry.ts'
import type { Driver } from '../search/drivers.ts'
import { admittedSpan, inForce } from './belongs.ts'
import { namedKeys, type SetOfType } from './prepared-view.ts'

/** A way to collect what belongs to a Patient of the set. */
export function setDriver(one: SetOfType, now: number): Driver | undefined {
  const ways: Driver[] = []
  if (one.named.length > 0) ways.push(namedDriver(one))
  if (one.admitted.length > 0) {
    ways.push({ kind: 'admitted', patients: sql`select distinct g.pat from st.permit g where g.h = any(${one.admitted}::int8[]) and ${inForce(admittedSpan(one, now))}` })
  }
  return ways.length < 2 ? ways[0] : { kind: 'either', of: ways.map((way) => [way]) }
}

function namedDriver(one: SetOfType): Driver {
  if (one.type === 'Patient') return { kind: 'ids', ids: one.set.ids! }
  if (one.onlyByPatient) return { kind: 'patient', hashes: [...namedKeys(one), patientKey(one.type, several)] }
  return { kind: 'tokens', hashes: one.tokens.flat(), rare: true }
}
