import type { Issue } from '@steckwerk/kernel'
import type { MapResult, Needs } from './contract.ts'
import type { Draft } from './draft.ts'
import type { MapContext } from './map-context.ts'
import type { Message } from '../message.ts'

/** A message read by its family: what it needs, and how it is laid over the state. */
export interface EventReading {
  readonly needs: Needs
  /** Ids of the patients the message names. */
  readonly patients: readonly string[]
  /** Puts resources into the draft and returns the ids of the patients under which they are kept now. */
  readonly apply: (draft: Draft) => readonly string[]
  readonly warnings: readonly Issue[]
}

export type Unmappable = Extract<MapResult, { kind: 'unmappable' }>

/** Reads messages of one family. */
export type Family = (message: Message, context: MapContext) => EventReading | Unmappable

export function unmappable(code: string, text: string, patients: readonly string[] = []): Unmappable {
  return { kind: 'unmappable', code, text, patients }
}

export const noPatientNumber = (): Unmappable =>
  unmappable('hl7v2/no-patient-number', 'The message names no patient: PID-3 is absent or empty.')
