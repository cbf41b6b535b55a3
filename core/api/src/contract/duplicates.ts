/** Wire types of the duplicate review, below /portal/api/carriers/:carrier/duplicates. Times are ISO instants. Types only.
 *
 *  | call | permission | body → answer |
 *  |---|---|---|
 *  | GET …/duplicates?status=open&band=certain&cursor=… | duplicate.review | → DuplicatePage |
 *  | GET …/duplicates/:id | duplicate.review | → Duplicate |
 *  | POST …/duplicates/:id/merge | duplicate.review | MergeRequest → Duplicate |
 *  | POST …/duplicates/:id/distinct | duplicate.review | DistinctRequest → Duplicate |
 *  | POST …/duplicates/:id/unmerge | duplicate.review | UnmergeRequest → Duplicate, its `merge.left` the open ends |
 *  | POST …/duplicates/:id/assign | duplicate.review | AssignRequest → Duplicate: settles resources of `merge.left` |
 *  | GET …/duplicates/quality | duplicate.review | → DuplicateQuality |
 *  | GET …/duplicates/state | duplicate.review | → DuplicateState |
 *  | PUT …/duplicates/settings | carrier.settings | DuplicateSettings → DuplicateState |
 *  | POST …/duplicates/scan | carrier.settings | {} → DuplicateState: compares everybody anew, in the background | */

/** merged: one person; distinct: two persons, not asked again unless their data change; unmerged: merged, and taken back. */
export type DuplicateStatus = 'open' | 'merged' | 'distinct' | 'unmerged'

/** certain: at or above the automatic threshold with nothing that speaks for relatives; review: between the thresholds. */
export type DuplicateBand = 'certain' | 'review'

/** What is compared, and two rows that are no field: how rare a duplicate is to begin with, and how alike people of one household are. */
export type DuplicateFieldName = 'prior' | 'given' | 'family' | 'birth' | 'gender' | 'address' | 'telecom' | 'kvnr' | 'relatives'

/** The same sentence in both languages of the portal. */
export interface Words {
  readonly de: string
  readonly en: string
}

export interface DuplicateField {
  readonly field: DuplicateFieldName
  /** How the two compare: same, umlaut, partial, nickname, sound, typo, alike, swapped, birth-name, day-month, digit, year, street, area,
   *  different, missing; of `prior` and `relatives` always 'base'. */
  readonly level: string
  /** What it adds to the weight: bits (log2), above 0 speaks for one person. */
  readonly weight: number
  readonly words: Words
  /** What stands on either side, to be shown side by side; '' = nothing. */
  readonly left: string
  readonly right: string
}

export interface DuplicatePatient {
  readonly id: string
  /** 'Müller, Erika' */
  readonly name: string
  readonly birthDate: string
  /** Patient numbers with the name of their type or system: differing ones are usual and say nothing. */
  readonly numbers: readonly { readonly system: string; readonly value: string }[]
  readonly active: boolean
  /** Cases (Encounters) there are. */
  readonly encounters: number
  readonly updatedAt: string
}

/** Why a pair is never merged by itself, however alike. */
export type DuplicateCaution = 'twins' | 'namesakes' | 'kvnr' | 'relatives'

export interface Duplicate {
  readonly id: string
  readonly status: DuplicateStatus
  readonly band: DuplicateBand
  /** Bits: the logarithm to base 2 of the odds that both are one person. */
  readonly weight: number
  /** The same as a probability, 0 to 1. */
  readonly probability: number
  readonly caution?: { readonly kind: DuplicateCaution; readonly words: Words }
  readonly left: DuplicatePatient
  readonly right: DuplicatePatient
  readonly fields: readonly DuplicateField[]
  readonly foundAt: string
  readonly decision?: {
    readonly at: string
    /** An actor such as Account/… ; Device/hub = merged by itself. */
    readonly by: string
    readonly reason: string
  }
  /** Of merged and unmerged pairs. */
  readonly merge?: DuplicateMerge
}

export interface DuplicateMerge {
  readonly survivor: string
  readonly loser: string
  /** Resources whose references were moved to the survivor. */
  readonly moved: number
  /** After an unmerge: how many got their former reference back. */
  readonly returned: number
  /** After an unmerge: what nobody but a person can tell whose it is; it stays with the survivor until decided. */
  readonly left: readonly LeftResource[]
}

export interface LeftResource {
  readonly type: string
  readonly id: string
  /** later: came after the merge; changed: mentioned both before, and was changed since. */
  readonly why: 'later' | 'changed'
  readonly at: string
}

export interface DuplicatePage {
  readonly duplicates: readonly Duplicate[]
  /** Certain first, then by weight. null on the last page. */
  readonly next: string | null
  readonly open: number
}

export interface MergeRequest {
  /** id of the Patient that stays: left's or right's. */
  readonly survivor: string
  readonly reason?: string
}

export interface DistinctRequest {
  readonly reason: string
}

export interface UnmergeRequest {
  readonly reason: string
}

export interface AssignRequest {
  readonly resources: readonly { readonly type: string; readonly id: string }[]
  /** The Patient they belong to: survivor (they stay) or loser (they move). */
  readonly to: string
}

/** One band of weights: of the pairs a person has decided, how many were one person indeed. */
export interface QualityBand {
  /** Bits, closed below; null = unbounded. */
  readonly from: number | null
  readonly to: number | null
  readonly reviewed: number
  readonly confirmed: number
  /** confirmed / reviewed; null where none was reviewed. */
  readonly share: number | null
}

export interface DuplicateQuality {
  readonly bands: readonly QualityBand[]
  readonly open: number
  readonly merged: number
  readonly distinct: number
  readonly unmerged: number
}

export interface DuplicateSettings {
  /** Merge certain pairs without asking. Off unless a carrier turns it on. */
  readonly automatic: boolean
}

export interface DuplicateState extends DuplicateSettings {
  /** Patients compared so far. */
  readonly patients: number
  /** Everything up to this instant is compared; null = the first pass is still running. */
  readonly upTo: string | null
  readonly scanning: boolean
  /** Bits. */
  readonly thresholds: { readonly certain: number; readonly review: number }
}
