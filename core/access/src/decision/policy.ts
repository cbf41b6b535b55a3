import { everybody, refusalTo, releaseTo, type ReleasePurpose } from '@steckwerk/fhir'
import type { PatientSet, View, ViewRule } from '@steckwerk/kernel'
import type { OwnPatient } from '../contract.ts'
import { roleNames, roles, type FhirRight, type Permission, type Role, type RoleTable } from '../roles.ts'
import type { Post, Standing } from './standing.ts'
import { impersonalGroups, typesOfGroup } from './type-groups.ts'

/** What the table of roles makes of a standing; undefined = nothing at all: the carrier is none of theirs. Pure. */
export interface Verdict {
  readonly permissions: ReadonlySet<Permission>
  readonly view: View | undefined
  readonly purpose: string
}

export function verdictOf(standing: Standing, table: RoleTable = roles): Verdict | undefined {
  const rules: ViewRule[] = []
  const held = new Set<Role>()
  const permissions = new Set<Permission>()
  let everything = false
  for (const post of standing.posts) {
    for (const role of post.roles) {
      const { fhir, permissions: allowed } = table[role]
      if (fhir === 'everything') everything = true
      if (post.care !== undefined) {
        for (const permission of allowed) permissions.add(permission)
      } else {
        if (!reachesReleased(role, table)) continue
        permissions.add('fhir.read')
      }
      held.add(role)
      if (fhir !== 'everything') rules.push(...rulesOf(fhir, (right) => setsAtPost(right, role, post, standing, table)))
    }
  }
  for (const own of standing.own) {
    const role = own.relation === 'self' ? 'patient' : 'proxy'
    const { fhir, permissions: allowed } = table[role]
    held.add(role)
    for (const permission of allowed) permissions.add(permission)
    if (fhir !== 'everything') rules.push(...ownRules(fhir, own))
  }
  const first = roleNames.find((role) => held.has(role))
  if (first === undefined) return undefined
  return { permissions, view: everything ? undefined : { rules: joined(rules) }, purpose: table[first].purpose }
}

/** Whether a role counts at other carriers than the member's own: where it reaches what is released. */
export function reachesReleased(role: Role, table: RoleTable = roles): boolean {
  const { fhir } = table[role]
  return fhir !== 'everything' && fhir.some(({ whose }) => isRelease(whose))
}

function isRelease(whose: FhirRight['whose']): whose is ReleasePurpose {
  return whose !== 'any' && whose !== 'care' && whose !== 'own'
}

/** The sets of Patients a right reaches, one rule each; [] = none. */
function setsAtPost(right: FhirRight, role: Role, post: Post, standing: Standing, table: RoleTable): readonly (readonly PatientSet[])[] {
  // At another carrier everybody's is nobody's: only what is released counts there.
  if (right.whose === 'any') return post.care === undefined && !impersonalGroups.includes(right.group) ? [] : [[]]
  if (right.whose === 'own') return []
  if (right.whose === 'care') {
    if (post.care === undefined) return []
    const emergencies: PatientSet[][] = standing.emergencies.length === 0 ? [] : [[{ ids: standing.emergencies }]]
    return post.care.length === 0 ? emergencies : [[{ admitted: post.care, endedAfter: standing.endedAfter }], ...emergencies]
  }
  const purpose = right.whose
  const recipients = table[role].partner === true ? post.partner : post.house
  if (recipients.length === 0) return []
  return [[{
    admitted: recipients.flatMap((recipient) => ['*', '{type}'].map((type) => releaseTo(recipient, purpose, type))),
    refused: [...recipients, everybody].flatMap((recipient) => ['*', '{type}'].map((type) => refusalTo(recipient, purpose, type))),
    first: true,
  }]]
}

function rulesOf(rights: readonly FhirRight[], setsOf: (right: FhirRight) => readonly (readonly PatientSet[])[]): ViewRule[] {
  return rights.flatMap((right) => setsOf(right).map((patients): ViewRule => ({ types: typesOfGroup(right.group), may: right.may, patients, where: [] })))
}

/** What acting for one Patient allows: the role's rights, of the types and letters that were given. */
function ownRules(rights: readonly FhirRight[], own: OwnPatient): ViewRule[] {
  return rulesOf(rights, ({ whose }) => (whose === 'any' ? [[]] : whose === 'own' ? [[{ ids: [own.patient] }]] : [])).flatMap((rule) => {
    if (rule.patients.length === 0) return [rule]
    const types = own.types === 'all' ? rule.types : (rule.types as readonly string[]).filter((type) => own.types.includes(type))
    const may = [...rule.may].filter((letter) => own.may.includes(letter)).join('')
    return types.length === 0 || may === '' ? [] : [{ ...rule, types, may }]
  })
}

/** The same rules in as few as say it: those of the same Patients and letters as one, and an `ids` a rule for all its Patients. */
function joined(rules: readonly ViewRule[]): ViewRule[] {
  const byTypes = join(rules, (rule) => JSON.stringify([rule.may, rule.patients]), (one, other) => ({
    ...one, types: [...new Set([...one.types, ...other.types])],
  }))
  const isById = ({ patients: [set, ...more] }: ViewRule): boolean => more.length === 0 && set?.ids !== undefined && set.admitted === undefined
  const alone = (rule: ViewRule): string => (isById(rule) ? JSON.stringify([rule.may, rule.types]) : JSON.stringify(rule))
  return join(byTypes, alone, (one, other) => ({
    ...one, patients: isById(one) ? [{ ids: [...new Set([...one.patients[0]!.ids!, ...other.patients[0]!.ids!])] }] : one.patients,
  }))
}

function join(rules: readonly ViewRule[], keyOf: (rule: ViewRule) => string, both: (one: ViewRule, other: ViewRule) => ViewRule): ViewRule[] {
  const kept = new Map<string, ViewRule>()
  for (const rule of rules) {
    const key = keyOf(rule)
    const before = kept.get(key)
    kept.set(key, before === undefined ? rule : both(before, rule))
  }
  return [...kept.values()]
}
