/** Letters of SMART 2.2, in its order: create, read (versions and one resource's history too), update and patch, delete, search (histories of
 *  a type or a carrier too). */
export const accessLetters = 'cruds'

/** Some Patients of one carrier. */
export interface PatientSet {
  /** These Patients, by id: what R4 counts to their compartments. */
  readonly ids?: readonly string[]
  /** Or the Patients that stored resources (an Encounter, a Consent) admit the holder of one of these keys to; `{type}` in a key stands for
   *  the resource type that is asked for. What has them as its patient or subject. Keys: core/fhir permitKeys. */
  readonly admitted?: readonly string[]
  /** A permit counts if it did not end before this instant (milliseconds since 1970 UTC); undefined = before now. */
  readonly endedAfter?: number
  /** But not the Patients that stored resources refuse to the holder of one of these keys. */
  readonly refused?: readonly string[]
  /** Every search starts from this set, whatever else would be rarer: how long it takes must not tell of anybody outside it. */
  readonly first?: true
}

/** One thing that is allowed. */
export interface ViewRule {
  readonly types: 'all' | readonly string[]
  /** Some of `cruds`, in that order. */
  readonly may: string
  /** The resource belongs to a Patient of every one of these sets; none = to whomever, and also what belongs to nobody. */
  readonly patients: readonly PatientSet[]
  /** And is found by every one of these search queries of its type, such as `category=laboratory`. */
  readonly where: readonly string[]
}

/** What a request may see and do among a carrier's resources: what one of the rules allows. Made from a decision by core/access, enforced by
 *  core/store inside every statement, so that counts, includes, chains and histories hold to it too. Reuse the object: it is compiled once. */
export interface View {
  readonly rules: readonly ViewRule[]
}

/** What both views allow. */
export function bothViews(one: View, other: View): View {
  const rules: ViewRule[] = []
  for (const a of one.rules) {
    for (const b of other.rules) {
      const may = [...a.may].filter((letter) => b.may.includes(letter)).join('')
      const types = commonTypes(a.types, b.types)
      if (may === '' || types.length === 0) continue
      rules.push({ types, may, patients: [...a.patients, ...b.patients], where: [...new Set([...a.where, ...b.where])] })
    }
  }
  return { rules }
}

function commonTypes(one: ViewRule['types'], other: ViewRule['types']): ViewRule['types'] {
  if (one === 'all') return other
  return other === 'all' ? one : one.filter((type) => other.includes(type))
}

/** Whether a rule allows the letter for some resource of the type. */
export function viewAllows(view: View | undefined, type: string, letter: string): boolean {
  return view === undefined || view.rules.some((rule) => rule.may.includes(letter) && (rule.types === 'all' || rule.types.includes(type)))
}
