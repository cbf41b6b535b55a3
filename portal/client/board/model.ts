/** What a ward view shows, assembled from FHIR resources. Times are ISO instants, dates FHIR dates. */

export interface Board {
  readonly sites: readonly Site[]
  /** Present or expected today, but on no ward that is known. */
  readonly unplaced: readonly Stay[]
}

export interface Site {
  readonly id: string
  readonly name: string
  readonly wards: readonly Ward[]
}

export interface Ward {
  readonly id: string
  readonly name: string
  readonly rooms: readonly Room[]
  /** On this ward but in no bed, on leave or not. */
  readonly withoutBed: readonly Stay[]
  /** Admissions planned for today. */
  readonly planned: readonly Stay[]
  /** All who are on leave, with and without a bed kept for them. */
  readonly onLeave: readonly Stay[]
  readonly beds: number
  /** Beds with at least one patient; one kept for a patient on leave counts. */
  readonly occupied: number
}

export interface Room {
  /** '' gathers the beds that stand in no room. */
  readonly id: string
  readonly name: string
  readonly beds: readonly Bed[]
}

export interface Bed {
  readonly id: string
  readonly name: string
  /** More than one only where the sender's data says so, which the page points out. */
  readonly stays: readonly Stay[]
}

export interface Stay {
  /** The Encounter's id. */
  readonly id: string
  readonly status: 'present' | 'onLeave' | 'planned'
  /** null while the Patient is not loaded or may not be seen. */
  readonly patient: Person | null
  readonly caseNumber: string
  /** Start of the stay, or of the planned one; null where the sender gave none. */
  readonly since: string | null
  readonly attending: string
  readonly department: string
  readonly bedName: string
}

export interface Person {
  readonly id: string
  readonly name: string
  readonly birthDate: string | null
  readonly gender: 'male' | 'female' | 'other' | 'unknown'
  readonly deceased: boolean
}
