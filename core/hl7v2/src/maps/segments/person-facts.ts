import type { Field } from '../../field.ts'
import { emptyPatch, type Patch } from '../patch.ts'
import { unknownValue, type Address, type ContactPoint, type Identifier } from '../values/shapes.ts'

/** What PID says of a patient. undefined: nothing (unchanged), null: delete. */
export interface PersonFacts {
  readonly patch: Patch
  readonly identifiers: Identifier[]
  homeContacts: ContactPoint[] | null | undefined
  workContacts: ContactPoint[] | null | undefined
  birthplaceText: string | null | undefined
  birthplaceAddress: Address | null | undefined
  /** Number of the mother (PID-21), as sent. */
  mother: Field | undefined
  /** Billing number (PID-18) for the Encounter. */
  account: Identifier | null | undefined
}

export function noPersonFacts(): PersonFacts {
  return {
    patch: emptyPatch(),
    identifiers: [],
    homeContacts: undefined,
    workContacts: undefined,
    birthplaceText: undefined,
    birthplaceAddress: undefined,
    mother: undefined,
    account: undefined,
  }
}

/** Where nothing is known: what the profile asks for, honestly. */
export const unknownPerson = { gender: 'unknown', _birthDate: unknownValue }
