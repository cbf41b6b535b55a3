import assert from 'node:assert/strict'
import { test } from 'node:test'
import { careAnywhere, releaseTo } from '@steckwerk/fhir'
import { viewAllows } from '@steckwerk/kernel'
import { permissionTexts, roleNames, roles, type Permission, type Role, type RoleTable } from '../roles.ts'
import { verdictOf } from './policy.ts'
import type { Post, Standing } from './standing.ts'
import { typeGroups, typesOfGroup, type TypeGroup } from './type-groups.ts'

const home: Post = { roles: [], care: [careAnywhere], house: ['alpha', 'alpha/site'], partner: ['alpha/site'] }

/** Somebody of a role at their own carrier; patients and proxies by a link to a Patient. */
function standing(role: Role): Standing {
  const isPerson = role === 'patient' || role === 'proxy'
  return {
    posts: isPerson ? [] : [{ ...home, roles: [role] }],
    emergencies: [],
    own: isPerson ? [{ patient: 'own', relation: role === 'patient' ? 'self' : 'proxy', types: 'all', may: 'cruds' }] : [],
    endedAfter: 0,
  }
}

/** Written by hand: for each role and group of types what may be done, and with whose. `-` = nothing. */
const expectedRights: Readonly<Record<Role, Readonly<Partial<Record<TypeGroup, string>>>>> = {
  'clinician': {
    organizational: 'rs any', definitional: 'rs any', form: 'rs any', identity: 'rs care, rs TREAT', case: 'rs care, rs TREAT', appointment: 'rs care', administrative: 'rs care',
    clinical: 'crus care, rs TREAT', consent: 'rs care',
  },
  'ward-clerk': { organizational: 'rs any', identity: 'rs care, rs TREAT', case: 'rs care, rs TREAT', appointment: 'rs any, cruds care', administrative: 'cruds care' },
  'referrer': { organizational: 'rs any', identity: 'rs COC', case: 'rs COC', clinical: 'rs COC' },
  'aftercare': { organizational: 'rs any', identity: 'rs COC', case: 'rs COC', appointment: 'rs COC', administrative: 'rs COC', clinical: 'rs COC' },
  'carrier-admin': { organizational: 'crus any', definitional: 'rs any', form: 'crus any', audit: 'rs any' },
  'carrier-it': {},
  'patient': {
    organizational: 'rs any', definitional: 'rs any', form: 'rs any', identity: 'rs own', case: 'rs own', appointment: 'rs own', administrative: 'rs own', clinical: 'rs own', consent: 'rs own', audit: 'rs own',
  },
  'proxy': {
    organizational: 'rs any', definitional: 'rs any', form: 'rs any', identity: 'rs own', case: 'rs own', appointment: 'rs own', administrative: 'rs own', clinical: 'rs own', consent: 'rs own',
  },
  'operator': {},
  'network-editor': {},
  'vendor': {},
  'automation': Object.fromEntries(typeGroups.map((group) => [group, 'cruds any'])),
}

/** Written by hand: who may do what beside FHIR. */
const expectedPermissions: Readonly<Record<Permission, readonly Role[]>> = {
  'leitstand.read': ['carrier-admin', 'carrier-it', 'operator', 'automation'],
  'message.read': ['carrier-it', 'operator', 'automation'],
  'message.reveal': ['carrier-it', 'operator', 'automation'],
  'message.replay': ['carrier-it', 'operator', 'automation'],
  'alarm.acknowledge': ['carrier-it', 'operator', 'automation'],
  'ward.read': ['clinician', 'ward-clerk', 'automation'],
  'fhir.read': ['clinician', 'ward-clerk', 'referrer', 'aftercare', 'carrier-admin', 'patient', 'proxy', 'automation'],
  'fhir.write': ['clinician', 'ward-clerk', 'carrier-admin', 'automation'],
  'emergency.break-glass': ['clinician'],
  'emergency.review': ['carrier-admin', 'automation'],
  'people.manage': ['carrier-admin', 'operator', 'automation'],
  'person.desk': ['ward-clerk', 'carrier-admin', 'automation'],
  'duplicate.review': ['carrier-admin', 'automation'],
  'audit.read': ['carrier-admin', 'automation'],
  'client.manage': ['carrier-admin', 'operator', 'automation'],
  'key.manage': ['carrier-admin', 'carrier-it', 'operator', 'automation'],
  'service.order': ['carrier-admin', 'carrier-it', 'automation'],
  'service.approve': ['carrier-admin', 'automation'],
  'broker.manage': ['operator', 'automation'],
  'client.propose': ['vendor'],
  'carrier.settings': ['carrier-admin', 'automation'],
  'network.edit': ['network-editor'],
  'metrics.read': ['automation'],
  'platform.manage': ['automation'],
}

/** What a table really gives, in the words of the expectation. */
function rightsOf(role: Role, group: TypeGroup, table: RoleTable): string {
  const verdict = verdictOf(standing(role), table)
  if (verdict === undefined) return ''
  const { view } = verdict
  if (view === undefined) return 'cruds any'
  const whose = (rule: (typeof view.rules)[number]): string => {
    const [set] = rule.patients
    if (set === undefined) return 'any'
    if (set.ids !== undefined) return 'own'
    if (set.admitted!.includes(careAnywhere)) return 'care'
    return (['TREAT', 'COC', 'HRESCH'] as const).find((purpose) => ['alpha', 'alpha/site'].some((who) => set.admitted!.includes(releaseTo(who, purpose, '*'))))!
  }
  const found = new Set<string>()
  for (const type of typesOfGroup(group)) {
    const rules = view.rules.filter((rule) => rule.types === 'all' || rule.types.includes(type))
    found.add(rules.map((rule) => `${rule.may} ${whose(rule)}`).join(', '))
  }
  assert.equal(found.size, 1, `${role}: the types of ${group} differ`)
  return [...found][0]!
}

/** Every difference between a table and what is expected. */
function differences(table: RoleTable): string[] {
  const wrong: string[] = []
  for (const role of roleNames) {
    for (const group of typeGroups) {
      const got = rightsOf(role, group, table)
      if (got !== (expectedRights[role][group] ?? '')) wrong.push(`${role} ${group}: ${got}`)
    }
    const permissions = verdictOf(standing(role), table)?.permissions
    for (const permission of Object.keys(permissionTexts) as Permission[]) {
      if ((permissions?.has(permission) ?? false) !== expectedPermissions[permission].includes(role)) wrong.push(`${role} ${permission}`)
    }
  }
  return wrong
}

test('the table of roles gives what is expected, no more and no less', () => {
  assert.deepEqual(differences(roles), [])
})

test('each line of the table counts: without any one of them an expectation fails', () => {
  let lines = 0
  for (const role of roleNames) {
    const line = roles[role]
    if (line.fhir === 'everything') {
      lines++
      assert.notDeepEqual(differences({ ...roles, [role]: { ...line, fhir: [] } }), [], `${role} everything`)
    } else {
      for (const right of line.fhir) {
        lines++
        const without = { ...roles, [role]: { ...line, fhir: line.fhir.filter((one) => one !== right) } }
        assert.notDeepEqual(differences(without), [], `${role} ${right.group} ${right.whose}`)
        for (const letter of right.may) {
          const fewer = { ...roles, [role]: { ...line, fhir: line.fhir.map((one) => (one === right ? { ...one, may: one.may.replace(letter, '') } : one)) } }
          assert.notDeepEqual(differences(fewer), [], `${role} ${right.group} ${right.whose} ${letter}`)
        }
      }
    }
    for (const permission of line.permissions) {
      lines++
      const without = { ...roles, [role]: { ...line, permissions: line.permissions.filter((one) => one !== permission) } }
      assert.notDeepEqual(differences(without), [], `${role} ${permission}`)
    }
  }
  assert.ok(lines > 80, String(lines))
})

test('at another carrier only what is released counts, for reading, and no permission beside it', () => {
  for (const role of roleNames) {
    if (role === 'automation') continue
    const away: Standing = { ...standing(role), own: [], posts: [{ ...home, roles: [role], care: undefined }] }
    const verdict = verdictOf(away)
    const reaches = ['clinician', 'ward-clerk', 'referrer', 'aftercare'].includes(role)
    assert.equal(verdict !== undefined, reaches, role)
    if (verdict === undefined) continue
    assert.deepEqual([...verdict.permissions], ['fhir.read'])
    for (const rule of verdict.view!.rules) {
      assert.equal(rule.may, 'rs')
      const [set] = rule.patients
      if (set === undefined) assert.ok(rule.types !== 'all' && rule.types.every((type) => ['organizational', 'definitional', 'form'].some((group) => typesOfGroup(group as TypeGroup).includes(type))))
      else assert.deepEqual([set.first, set.admitted!.some((key) => key.startsWith('care|')), set.refused!.filter((key) => key.startsWith('refuse|*|')).length, set.refused!.length], [true, false, 2, set.admitted!.length + 2])
    }
  }
})

test('an emergency access opens one Patient to who treats, and to nobody else', () => {
  for (const role of roleNames) {
    const { view } = verdictOf({ ...standing(role), emergencies: ['rescued'] }) ?? {}
    const opened = view?.rules.some(({ patients }) => patients.some(({ ids }) => ids?.includes('rescued'))) ?? false
    assert.equal(opened, role === 'clinician' || role === 'ward-clerk', role)
  }
})

test('a proxy reaches the types and letters that were given, a parent what a proxy may; Patients of the same rights share a rule', () => {
  const own = { relation: 'proxy', types: ['Patient', 'Observation'], may: 'r' } as const
  const { view, purpose } = verdictOf({ posts: [], emergencies: [], endedAfter: 0, own: [{ ...own, patient: 'a' }, { ...own, patient: 'b' }] })!
  assert.equal(purpose, 'FAMRQT')
  const personal = view!.rules.filter(({ patients }) => patients.length > 0)
  assert.deepEqual(personal, [{ types: ['Patient', 'Observation'], may: 'r', patients: [{ ids: ['a', 'b'] }], where: [] }])
  assert.equal(viewAllows(view, 'Observation', 's'), false)
  assert.equal(viewAllows(view, 'Consent', 'r'), false)
})

test('roles add up, and nobody without any is let in', () => {
  const both = verdictOf({ ...standing('clinician'), posts: [{ ...home, roles: ['ward-clerk', 'carrier-it'] }, { ...home, roles: ['clinician'] }] })!
  assert.equal(both.purpose, 'TREAT')
  for (const permission of ['leitstand.read', 'ward.read', 'emergency.break-glass'] as const) assert.ok(both.permissions.has(permission))
  assert.ok(viewAllows(both.view, 'Appointment', 'd') && viewAllows(both.view, 'Observation', 'c'))
  assert.equal(verdictOf({ posts: [], emergencies: [], own: [], endedAfter: 0 }), undefined)
})
