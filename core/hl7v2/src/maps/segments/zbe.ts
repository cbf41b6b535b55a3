import type { Segment } from '../../segment.ts'
import type { MapContext } from '../map-context.ts'
import { readRows, type MappingRow } from '../mapping-row.ts'
import { assigner } from '../values/assigner.ts'
import { ownEntry } from '../values/concept.ts'
import type { Identifier } from '../values/shapes.ts'
import { derivedSystem } from '../values/systems.ts'
import { valueOf } from '../values/text.ts'

export type MovementAction = 'INSERT' | 'UPDATE' | 'DELETE' | 'REFERENCE'

/** A movement of a case. Source: IHE ITI PAM, ZBE segment; German senders often stop at ZBE-4. */
export interface Movement {
  /** A movement has one id per system that counts it. */
  readonly ids: Identifier[]
  start: string | undefined
  end: string | undefined
  action: MovementAction | undefined
  historic: boolean
  /** The event that first told the movement, such as `A03`. */
  originalEvent: string | undefined
}

export const zbeRows: readonly MappingRow<Movement>[] = [
  {
    field: 1,
    lines: [
      {
        from: 'ZBE-1',
        to: 'Encounter.location.extension(movement)',
        note: 'every repetition; the assigner’s system, else `<case system>#movement-<namespace>`',
      },
    ],
    read(field, movement, context) {
      for (const repetition of field.repetitions) {
        const value = valueOf(repetition, 1)
        if (value === undefined) continue
        const { system, name } = assigner(valueOf(repetition, 2), valueOf(repetition, 3), valueOf(repetition, 4))
        const { assigners, caseSystem } = context.settings
        const named = name === undefined ? undefined : ownEntry(assigners ?? {}, name)
        movement.ids.push({
          system: system ?? named ?? derivedSystem(caseSystem, name === undefined ? 'movement' : `movement-${name}`),
          value,
        })
      }
    },
  },
  {
    field: 2,
    lines: [{ from: 'ZBE-2', to: 'Encounter.location.period.start' }],
    read(field, movement, context) {
      const sent = valueOf(field.repetitions[0], 1)
      if (sent !== undefined) movement.start = context.dateTime('ZBE-2', sent)
    },
  },
  {
    field: 3,
    lines: [{ from: 'ZBE-3', to: 'Encounter.location.period.end', note: 'absent: the next movement’s start, or the discharge' }],
    read(field, movement, context) {
      const sent = valueOf(field.repetitions[0], 1)
      if (sent !== undefined) movement.end = context.dateTime('ZBE-3', sent)
    },
  },
  {
    field: 4,
    lines: [
      {
        from: 'ZBE-4',
        to: 'Encounter.location',
        note: 'INSERT adds a stay, UPDATE changes it, DELETE and CANCEL take it out, REFERENCE adds it only where it is not known',
      },
    ],
    read(field, movement, context) {
      const sent = valueOf(field.repetitions[0], 1)?.toUpperCase()
      if (sent === 'CANCEL') movement.action = 'DELETE'
      else if (sent === 'INSERT' || sent === 'UPDATE' || sent === 'DELETE' || sent === 'REFERENCE') movement.action = sent
      else if (sent !== undefined) context.warn('ZBE-4', 'ZBE-4 is not a known action; the action was taken from the event.')
    },
  },
  {
    field: 5,
    lines: [
      {
        from: 'ZBE-5',
        to: 'Encounter.location',
        note: 'Y: a movement of the past, which changes neither the status nor the department of the visit',
      },
    ],
    read(field, movement) {
      movement.historic = valueOf(field.repetitions[0], 1)?.toUpperCase() === 'Y'
    },
  },
  {
    field: 6,
    lines: [{ from: 'ZBE-6', to: 'Encounter.location', note: 'a discharge or leave (A03, A21, A22) is no stay' }],
    read(field, movement) {
      movement.originalEvent = /A\d\d$/.exec(valueOf(field.repetitions[0], 1)?.toUpperCase() ?? '')?.[0]
    },
  },
]

/** Undefined where the segment names no movement. */
export function movementOf(segment: Segment | undefined, context: MapContext): Movement | undefined {
  if (segment === undefined) return undefined
  const movement: Movement = { ids: [], start: undefined, end: undefined, action: undefined, historic: false, originalEvent: undefined }
  readRows(zbeRows, segment, movement, context)
  return movement.ids.length === 0 && movement.start === undefined ? undefined : movement
}
