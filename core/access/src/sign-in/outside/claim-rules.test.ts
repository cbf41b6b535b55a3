import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { claimText, rolesOfClaims, type ClaimRule } from './claim-rules.ts'

const rules: ClaimRule[] = [
  { claim: 'groups', value: 'aerzte', roles: ['clinician'], sites: ['haus-1'] },
  { claim: 'groups', value: 'pflege', roles: ['ward-clerk'], sites: ['haus-2'] },
  { claim: 'realm_access.roles', value: 'edv', roles: ['carrier-it'], sites: 'all' },
  { claim: 'https://kis.example/role', value: 'x', roles: ['operator', 'automation', 'patient', 'nonsense'], sites: 'all' },
]

test('rules that match add up; others give nothing', () => {
  assert.deepEqual(rolesOfClaims({ groups: ['aerzte'] }, rules), { roles: ['clinician'], sites: ['haus-1'] })
  assert.deepEqual(rolesOfClaims({ groups: 'aerzte' }, rules), { roles: ['clinician'], sites: ['haus-1'] })
  assert.deepEqual(rolesOfClaims({ groups: ['pflege', 'aerzte'] }, rules), { roles: ['clinician', 'ward-clerk'], sites: ['haus-1', 'haus-2'] })
  assert.deepEqual(rolesOfClaims({ groups: ['aerzte'], realm_access: { roles: ['edv'] } }, rules), { roles: ['clinician', 'carrier-it'], sites: 'all' })
  for (const claims of [{}, { groups: [] }, { groups: 'aerzte pflege' }, { groups: { aerzte: true } }, { groups: [['aerzte']] }, { realm_access: 'edv' }]) {
    assert.equal(rolesOfClaims(claims, rules), undefined)
  }
})

test('no outside provider makes operators, automation or patients, whatever a rule says', () => {
  assert.equal(rolesOfClaims({ 'https://kis.example/role': 'x' }, rules), undefined)
})

test('a claim\'s text is one text or none', () => {
  assert.equal(claimText({ kvnr: 'A123456780' }, 'kvnr'), 'A123456780')
  assert.equal(claimText({ 'urn:kvnr': ['A1'] }, 'urn:kvnr'), 'A1')
  assert.equal(claimText({ kvnr: ['a', 'b'] }, 'kvnr'), undefined)
  assert.equal(claimText({}, '__proto__.constructor'), undefined)
})

test('whatever claims are sent, only roles of the rules come out', () => {
  const known = new Set(rules.flatMap((rule) => rule.roles))
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (claims) => {
    for (const role of rolesOfClaims(claims, rules)?.roles ?? []) assert.ok(known.has(role))
  }))
})
