import { compartmentCondition, isResourceType, parseSearch, searchParam, typeNumber, type Condition } from '@steckwerk/fhir'
import { Fault, type PatientSet, type View, type ViewRule } from '@steckwerk/kernel'
import { patientKey, patientParams, permitHash } from '../search/index-entry.ts'
import type { IndexHash } from '../search/index-hash.ts'

/** A letter of SMART's `cruds`. */
export type Letter = 'c' | 'r' | 'u' | 'd' | 's'

/** What a set of Patients comes to for one type. */
export interface SetOfType {
  readonly type: string
  readonly rt: number
  readonly set: PatientSet
  /** Hashes of the Patients named. */
  readonly named: readonly bigint[]
  /** Whether what belongs to a Patient by hp is of its compartment. */
  readonly byPatient: boolean
  /** And nothing else is. */
  readonly onlyByPatient: boolean
  /** For each Patient named, the tokens of what refers to it. */
  readonly tokens: readonly (readonly bigint[])[]
  /** Hashes of the keys, for this type. */
  readonly admitted: readonly bigint[]
  readonly refused: readonly bigint[]
  /** What a Patient's hash is XORed with to give the tokens of the parameters that fill hp. */
  readonly prefixes: readonly bigint[]
}

/** A rule as it holds for one type. */
export interface RuleOfType {
  /** The same rule for other types has the same number. */
  readonly number: number
  readonly sets: readonly SetOfType[]
  readonly where: readonly Condition[]
}

/** A view as it holds in one carrier. What does not depend on the moment is worked out once. */
export class PreparedView {
  readonly #hash: IndexHash
  readonly #tenant: number
  readonly #view: View
  readonly #known = new Map<string, readonly RuleOfType[]>()

  constructor(hash: IndexHash, tenant: number, view: View) {
    this.#hash = hash
    this.#tenant = tenant
    this.#view = view
  }

  /** The rules that allow the letter for something of the type. */
  rules(letter: Letter, type: string): readonly RuleOfType[] {
    const key = `${letter}${type}`
    let rules = this.#known.get(key)
    if (rules === undefined) {
      rules = this.#view.rules.flatMap((rule, number) => (rule.may.includes(letter) ? (this.#ruleOf(rule, number, type) ?? []) : []))
      this.#known.set(key, rules)
    }
    return rules
  }

  #ruleOf(rule: ViewRule, number: number, type: string): RuleOfType | undefined {
    if (rule.types !== 'all' && !rule.types.includes(type)) return undefined
    const sets = rule.patients.map((set) => this.#setOf(set, type))
    const where = conditionsOf(rule.where, type)
    if (where === undefined || sets.includes(undefined)) return undefined
    return { number, sets: sets as SetOfType[], where }
  }

  /** undefined where nothing of the type can belong to it. */
  #setOf(set: PatientSet, type: string): SetOfType | undefined {
    const hash = this.#hash
    const tenant = this.#tenant
    const ids = set.ids ?? []
    const params = ids.map((id) => referring(id, type))
    const known = params.find((one) => one !== undefined) ?? []
    const filling = [...patientParams].filter((code) => searchParam(type, code)?.targets.includes('Patient') === true)
    const isPatient = type === 'Patient'
    const hashes = (keys: readonly string[] = []): readonly bigint[] => keys.map((key) => permitHash(hash, tenant, key.replaceAll('{type}', type)))
    const admitted = isPatient || filling.length > 0 ? hashes(set.admitted) : []
    const named = isPatient || known.length > 0 ? ids.map((id) => hash.me(tenant, 'Patient', id)) : []
    if (admitted.length === 0 && named.length === 0) return undefined
    return {
      type, rt: typeNumber(type), set, named, admitted, refused: hashes(set.refused),
      byPatient: isPatient || known.some((code) => patientParams.has(code)),
      onlyByPatient: isPatient || known.every((code) => patientParams.has(code)),
      tokens: ids.map((id) => known.map((code) => hash.reference(tenant, type, code, 'Patient', id))),
      prefixes: filling.map((code) => hash.prefix(tenant, type, code)),
    }
  }
}

/** The hp of what of the type belongs to the Patients named. */
export const namedKeys = ({ type, named }: SetOfType): bigint[] => named.map((patient) => patientKey(type, patient))

/** The parameters by which a resource belongs to a Patient's compartment; another Patient does not by being linked to it. */
function referring(patient: string, type: string): readonly string[] | undefined {
  if (type === 'Patient') return []
  const condition = compartmentCondition('Patient', patient, type)
  if (condition?.kind !== 'any') return undefined
  return condition.of.flat().flatMap((one) => (one.kind === 'reference' ? [one.param] : []))
}

/** undefined where a query asks what the type does not know, or nothing: nothing is found by it. */
function conditionsOf(queries: readonly string[], type: string): readonly Condition[] | undefined {
  if (queries.length === 0) return []
  if (!isResourceType(type)) return undefined
  try {
    const each = queries.map((query) => parseSearch(type, [...new URLSearchParams(query)], { lenient: false, maxCount: 1 }).query.conditions)
    return each.some((conditions) => conditions.length === 0) ? undefined : each.flat()
  } catch (thrown) {
    if (thrown instanceof Fault) return undefined
    throw thrown
  }
}
