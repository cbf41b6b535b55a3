import { accessLetters, type View, type ViewRule } from '@steckwerk/kernel'
import { compartmentTypes, resourceTypes, searchParam } from '@steckwerk/fhir'
import type { SmartScope } from './smart-grant.ts'

/** Types of which a resource may belong to a Patient: in R4's Patient compartment, or with a patient or subject. */
const personal: ReadonlySet<string> = new Set([
  ...compartmentTypes('Patient'),
  ...resourceTypes.filter((type) => searchParam(type, 'patient') !== undefined || searchParam(type, 'subject') !== undefined),
])
const shared: readonly string[] = resourceTypes.filter((type) => !personal.has(type))

/** What granted scopes allow, at most: to be narrowed by what the account may do (kernel bothViews). `patient/` reaches the Patient of the
 *  launch only, nothing without one; of types that belong to no Patient (Practitioner, Location …) it lets read and search, so that what a
 *  record points to can be shown. `patient`: the Patient's ids. */
export function scopesView(scopes: readonly SmartScope[], patient: readonly string[] | undefined): View {
  return { rules: scopes.flatMap((scope) => scope.context === 'patient' ? ofPatient(scope, patient) : [ofAll(scope)]) }
}

const where = ({ filter }: SmartScope): readonly string[] => (filter === '' ? [] : [filter])

function ofAll(scope: SmartScope): ViewRule {
  return { types: scope.type === '*' ? 'all' : [scope.type], may: scope.may, patients: [], where: where(scope) }
}

function ofPatient(scope: SmartScope, patient: readonly string[] | undefined): ViewRule[] {
  if (patient === undefined) return []
  const own: ViewRule = { ...ofAll(scope), patients: [{ ids: patient }] }
  const reading = [...accessLetters].filter((letter) => 'rs'.includes(letter) && scope.may.includes(letter)).join('')
  const types = scope.type === '*' ? shared : shared.filter((type) => type === scope.type)
  const open: readonly ViewRule[] = types.length === 0 || reading === '' ? [] : [{ types, may: reading, patients: [], where: where(scope) }]
  if (scope.type === '*') return [{ ...own, types: [...personal] }, ...open]
  return types.length === 0 ? [own] : [...open]
}
