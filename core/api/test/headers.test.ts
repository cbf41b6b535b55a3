import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setting } from './setting.ts'

test('behind https every answer says so for a year, for subdomains too', async () => {
  for (const [publicUrl, expected] of [['https://hub.example', 'max-age=31536000; includeSubDomains'], ['', null]] as const) {
    await using s = await setting({ config: { publicUrl, trustProxy: false, version: '0.1.0' } })
    for (const path of ['/health/live', '/fhir/alpha/metadata', '/fhir/alpha/Patient/x', '/portal/api/me', '/oidc/jwks', '/nothing', '/%zz', '/fhir/%zz']) {
      const answer = await fetch(s.url + path)
      assert.equal(answer.headers.get('strict-transport-security'), expected, path)
      assert.match(answer.headers.get('content-security-policy')!, /default-src 'none'.*frame-ancestors 'none'/, path)
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', path)
    }
  }
})
