import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { testCtx } from '@steckwerk/kernel/testing'
import { setting } from './setting.ts'

test('live, ready, and metrics by route pattern', async () => {
  await using s = await setting()
  assert.deepEqual(await (await fetch(`${s.url}/health/live`)).json(), { status: 'ok' })
  const ready = await fetch(`${s.url}/health/ready`)
  assert.deepEqual([ready.status, await ready.json()], [200, { status: 'ok', checks: { database: 'ok' } }])
  await s.ingest.registerConnector(testCtx(1, 'alpha'), 'kis')
  await s.call('/fhir/alpha/Patient/secret-id')
  const metrics = await fetch(`${s.url}/metrics`)
  assert.equal(metrics.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8')
  const text = await metrics.text()
  assert.match(text, /^steckwerk_http_request_seconds_count\{method="GET",route="\/fhir\/:carrier\/:type\/:id",status="404"\} 1$/m)
  assert.match(text, /^steckwerk_event_loop_lag_seconds\{quantile="0\.99"\} [\d.e-]+$/m)
  assert.match(text, /^steckwerk_connector_up\{carrier="alpha",connector="kis"\} 0$/m)
  assert.ok(!text.includes('secret-id'))
  for (const line of text.split('\n')) assert.match(line, /^$|^# |^[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [\d.e+-]+$/)
  const proxied = await fetch(`${s.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.1' } })
  assert.equal(proxied.status, 401)
  assert.equal((await s.call('/metrics', { headers: { 'x-forwarded-for': '203.0.113.1' } })).status, 200)
})

test('the portal\'s pages: index for every page, assets for ever, nothing for strangers\' addresses', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'steckwerk-portal-'))
  try {
    await mkdir(join(folder, 'assets'))
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Steckwerk</title>')
    await writeFile(join(folder, 'assets', 'app-3f2a.js'), 'export {}')
    await writeFile(join(folder, 'favicon.svg'), '<svg/>')
    await using s = await setting({ portalDist: folder })
    for (const path of ['/', '/leitstand', '/station/alpha/haus%20nord', '/index.html']) {
      const page = await fetch(s.url + path)
      assert.deepEqual([page.status, page.headers.get('content-type'), page.headers.get('cache-control')], [200, 'text/html; charset=utf-8', 'no-store'], path)
      assert.match(page.headers.get('content-security-policy')!, /style-src 'self' 'nonce-[\w+/]{22}=='/)
    }
    const asset = await fetch(`${s.url}/assets/app-3f2a.js`)
    assert.deepEqual([asset.status, asset.headers.get('cache-control')], [200, 'public, max-age=31536000, immutable'])
    assert.match(asset.headers.get('content-type')!, /javascript/)
    assert.equal((await fetch(`${s.url}/favicon.svg`)).headers.get('cache-control'), 'no-cache')
    for (const path of ['/assets/gone.js', '/gone.css', '/portal/api/nothing', '/admin/nothing', '/assets/..%2f..%2fetc%2fpasswd', '/.env']) {
      const response = await fetch(s.url + path)
      assert.ok(response.status === 404 || response.status === 401, `${path}: ${response.status}`)
      assert.match(response.headers.get('content-type')!, /json/, path)
    }
    assert.equal((await fetch(`${s.url}/leitstand`, { method: 'POST' })).status, 404)
    assert.equal((await fetch(`${s.url}/fhir/alpha/Patient/x/y`)).headers.get('content-type'), 'application/fhir+json; charset=utf-8')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
