import type { Issue } from '@steckwerk/kernel'
import type { Resource, ResourceKey } from '@steckwerk/fhir'

/** What a map may know besides the message and the current resources. */
export interface MapSettings {
  readonly zone: string
  readonly patientSystem: string
  readonly caseSystem: string
  /** Name of the site (Haus) whose wards, departments and staff these are. */
  readonly site: string
  /** Systems of numbers whose assigner is only a name (PID-3.4.1, PV1-19.4.1), by that name. */
  readonly assigners?: Readonly<Record<string, string>>
  /** Systems of appointment numbers without an assigner of their own: SCH-1 and SCH-2. */
  readonly placerSystem?: string
  readonly fillerSystem?: string
  /** Encounter classes (v3-ActCode) for the house's own codes in PV1-2; they go before the built-in ones. */
  readonly classes?: Readonly<Record<string, string>>
  /** Deterministic id of a resource from its leading identifier. */
  readonly idOf: (type: string, system: string, value: string) => string
}

/** The current resources a map sees, with earlier messages of the same batch already applied. */
export interface MapState {
  get(type: string, id: string): Resource | undefined
  /** Every resource that mentions this Patient; only for ids asked for in `Needs.mentioning`. */
  mentioning(patientId: string): readonly Resource[]
  /** The resource of that business number, whatever its id; only for numbers asked for in `Needs.identified`. */
  identified(type: string, system: string, value: string): Resource | undefined
}

/** A resource by a number somebody else may have given it. */
export interface NumberKey {
  readonly type: string
  readonly system: string
  readonly value: string
}

/** What has to be loaded before `map` may run. A Patient that turns out to be replaced (link replaced-by) brings
 *  its survivor along, chains included; an Appointment its Slots. */
export interface Needs {
  readonly read: readonly ResourceKey[]
  readonly mentioning: readonly string[]
  readonly identified?: readonly NumberKey[]
}

export type MapResult =
  | {
      readonly kind: 'mapped'
      /** Whole resources as they shall be now (unchanged ones may be among them; they write no version). */
      readonly writes: readonly Resource[]
      /** Ids of every Patient the message concerns (both sides of a merge). */
      readonly patients: readonly string[]
      /** What could not be carried over or looked doubtful; never a submitted value. */
      readonly warnings: readonly Issue[]
    }
  | {
      readonly kind: 'unmappable'
      /** hl7v2/<what>, listed in docs/faults.md. */
      readonly code: string
      readonly text: string
      readonly patients: readonly string[]
    }
