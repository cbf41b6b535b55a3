import type { Segment } from '../../segment.ts'
import type { MapContext } from '../map-context.ts'
import { assignerOf } from './assigner.ts'
import { ownEntry } from './concept.ts'
import { codeable, type Identifier } from './shapes.ts'
import { v2IdentifierTypes } from './systems.ts'
import { valueOf } from './text.ts'

/** The visit's number (PV1-19) as an identifier of type VN: the assigner's own system, else the channel's. Undefined where it is absent. */
export function visitNumberOf(
  pv1: Segment | undefined,
  { settings }: MapContext,
): (Identifier & { system: string; value: string }) | undefined {
  for (const repetition of pv1?.field(19).repetitions ?? []) {
    const value = valueOf(repetition, 1)
    if (value === undefined) continue
    const { system, name } = assignerOf(repetition, 4)
    const named = name === undefined ? undefined : ownEntry(settings.assigners ?? {}, name)
    const identifier = { type: codeable(v2IdentifierTypes, 'VN'), system: system ?? named ?? settings.caseSystem, value }
    return name === undefined ? identifier : { ...identifier, assigner: { display: name } }
  }
  return undefined
}
