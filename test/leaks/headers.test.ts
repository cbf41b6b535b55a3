/** What browsers are told about every answer, and that the portal's own pages live with it. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { buildPortal } from '@steckwerk/portal'
import { launchBrowser, type Browser, type Page } from '@steckwerk/testing-browser'
import { testRegion, type TestRegion } from '../support/region.ts'

let held: TestRegion
let browser: Browser
let token: string
let password: string

before(async () => {
  await buildPortal({ root: join(import.meta.dirname, '../..') })
  held = await testRegion()
  browser = await launchBrowser()
  token = readFileSync(join(held.data, 'operator-token'), 'utf8').trim()
  password = readFileSync(join(held.data, 'demo-password'), 'utf8').trim()
})
after(async () => {
  await browser.close()
  await held[Symbol.asyncDispose]()
})

/** The portal's router, as its pages have it. */
interface Routed {
  readonly __TSR_ROUTER__: { readonly routesByPath: object; navigate(to: { readonly href: string }): Promise<void> }
}

/** What stands for a name in a path; what is not here is something that nobody has. */
const named: Readonly<Record<string, string>> = { carrier: 'alpha', network: 'netz' }

/** The address of every page that the portal has. */
async function pagesOf(page: Page): Promise<readonly string[]> {
  await page.goto(held.region.url)
  const paths = await page.evaluate(() => Object.keys((globalThis as unknown as Routed).__TSR_ROUTER__.routesByPath))
  return [...new Set(paths.map((path) => path.replaceAll(/\$(\w+)/g, (_, name: string) => named[name] ?? 'nothing')))].toSorted()
}

/** Who goes where: everybody everywhere would open a thousand pages that say no. */
const visits: readonly [account: string | undefined, where: RegExp][] = [
  [undefined, /./], ['leitstand', /^\/(leitstand|haus)/], ['verwaltung.alpha', /^\/(traeger|start$)/], ['it.alpha', /^\/traeger/], ['aerztin.alpha', /^\/(haus|notfall|traeger\/alpha\/notfall)/],
  ['empfang.alpha', /empfang|kalender|^\/haus/], ['erika', /^\/(meine|konto|buch|neues|start$)/], ['redaktion', /^\/netz/],
]

const policyOf = (headers: Headers | Readonly<Record<string, string>>): Map<string, string> => {
  const text = headers instanceof Headers ? headers.get('content-security-policy') : headers['content-security-policy']
  return new Map((text ?? '').split('; ').map((directive) => [directive.split(' ', 1)[0]!, directive.slice(directive.indexOf(' ') + 1)]))
}

function assertHeaders(headers: Headers, what: string): void {
  const policy = policyOf(headers)
  const text = headers.get('content-security-policy') ?? ''
  assert.deepEqual([policy.get('default-src'), policy.get('frame-ancestors'), policy.get('base-uri')], ["'none'", "'none'", "'none'"], `${what}: ${text}`)
  assert.doesNotMatch(text, /unsafe|\*|http:/, what)
  // Only the hub's own page around a service's is framed; that one names the service.
  if (policy.has('script-src')) assert.equal(policy.get('frame-src'), "'self'", what)
  const names = ['x-content-type-options', 'referrer-policy', 'cross-origin-opener-policy', 'cross-origin-resource-policy']
  assert.deepEqual(names.map((name) => headers.get(name)), ['nosniff', 'no-referrer', 'same-origin', 'same-origin'], what)
  assert.match(headers.get('permissions-policy') ?? '', /camera=\(\).*geolocation=\(\).*microphone=\(\)/, what)
  assert.ok(headers.has('content-type') || headers.get('content-length') === '0' || headers.has('location'), `${what}: what it is`)
}

test('every kind of answer carries the headers', async () => {
  const { url } = held.region
  const asked: [path: string, init?: RequestInit][] = [
    ['/'], ['/leitstand'], ['/index.html'], ['/logo.svg'], ['/nothing.js'], ['/fhir/alpha/metadata'], ['/fhir/alpha/Patient'], ['/fhir/alpha/Patient/nothing'], ['/fhir/nothing/Patient'], ['/fhir/alpha/.well-known/smart-configuration'],
    ['/fhir/alpha/Patient', { method: 'POST', body: '{', headers: { 'content-type': 'application/fhir+json' } }], ['/fhir/alpha/Patient?%%%'], ['/%zz'], ['/portal/api/me'], ['/portal/api/entrance'], ['/portal/api/nothing'], ['/health/live'],
    ['/admin/carriers'], ['/metrics'], ['/oidc/jwks'], ['/oidc/.well-known/openid-configuration'], ['/oidc/nothing'], ['/oidc/auth'], ['/oidc/auth?client_id=nothing'], ['/oidc/interaction/nothing'], ['/oidc/token', { method: 'POST' }],
    ['/portal/api/session', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }], ['/nothing', { method: 'DELETE' }],
  ]
  for (const [path, init = {}] of asked) {
    for (const authorization of [undefined, `Bearer ${token}`]) {
      const response = await fetch(url + path, { redirect: 'manual', ...init, headers: { ...(init.headers as Record<string, string>), ...(authorization === undefined ? {} : { authorization }) } })
      await response.text()
      assertHeaders(response.headers, `${init.method ?? 'GET'} ${path}: ${response.status}`)
      if (/^\/(?:fhir|portal|admin|oidc)\//.test(path) && !/metadata|well-known|jwks/.test(path)) assert.equal(response.headers.get('cache-control'), 'no-store', path)
    }
  }
})

interface Breach {
  readonly directive: string
  readonly blocked: string
  readonly sample: string
}

/** A page that tells of everything the policy has refused, and of what the browser said about it. */
async function listeningPage(): Promise<{ readonly page: Page; readonly breaches: Breach[] }> {
  const context = await browser.newContext({ locale: 'de-DE' })
  const breaches: Breach[] = []
  await context.exposeFunction('tellBreach', (breach: Breach) => { breaches.push(breach) })
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      void (globalThis as unknown as { tellBreach(breach: object): void }).tellBreach({ directive: event.violatedDirective, blocked: event.blockedURI, sample: event.sample })
    })
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) breaches.push({ directive: 'console', blocked: '', sample: message.text() })
  })
  return { page, breaches }
}

test('no page of the portal breaks the policy, whoever is signed in', { timeout: 400_000 }, async (t) => {
  const { url } = held.region
  const admin = async (method: string, path: string, body: object): Promise<void> => {
    const answer = await fetch(url + path, { method, body: JSON.stringify(body), headers: { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' } })
    assert.ok(answer.ok, `${path}: ${answer.status}`)
  }
  await admin('POST', '/admin/carriers', { carrier: 'netz', name: 'Netz', kind: 'network' })
  for (const plug of ['steckwerk-community', 'steckwerk-maturity']) await admin('PUT', `/admin/carriers/netz/plugs/${plug}`, {})
  const { page: first } = await listeningPage()
  const pages = await pagesOf(first)
  await first.context().close()
  assert.ok(pages.length > 150, String(pages.length))

  const nonces = new Set<string>()
  for (const path of pages) {
    const { headers } = await fetch(url + path)
    assertHeaders(headers, path)
    const nonce = /'nonce-([^']+)'/.exec(policyOf(headers).get('style-src') ?? '')?.[1]
    assert.ok(nonce !== undefined && nonce.length >= 22, path)
    nonces.add(nonce)
  }
  assert.equal(nonces.size, pages.length, 'another one for each answer')

  for (const [account, where] of visits) {
    await t.test(account ?? 'nobody', async () => {
      const visited = pages.filter((path) => where.test(path))
      assert.ok(visited.length > 1, String(account))
      const { page, breaches } = await listeningPage()
      if (account !== undefined) {
        const answer = await page.context().request.post(`${url}/portal/api/session`, { data: { account, password }, headers: { 'x-steckwerk': '1' } })
        assert.equal(answer.status(), 200)
      }
      await page.goto(url)
      for (const path of visited) {
        // From page to page within the document, which has one policy for all.
        await page.evaluate((href) => (globalThis as unknown as Routed).__TSR_ROUTER__.navigate({ href }), path)
        await page.getByRole('heading', { level: 1 }).first().waitFor()
        assert.ok(await page.evaluate(() => [...document.querySelectorAll('style')].every((style) => style.sheet !== null)), `${path}: styles are in force`)
      }
      const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
      assert.doesNotMatch(kept, /token|password|secret|session|name/i, kept)
      assert.deepEqual(breaches, [])
      await page.context().close()
    })
  }
})

test('the policy is enforced: a script or style that slips in is not run', async () => {
  const { page, breaches } = await listeningPage()
  await page.goto(held.region.url)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="globalThis.slipped = 1"><p id="styled" style="color: rgb(1, 2, 3)">x</p>')
    const script = document.createElement('script')
    script.textContent = 'globalThis.slipped = 2'
    document.body.append(script)
    document.head.append(Object.assign(document.createElement('style'), { textContent: 'body { color: rgb(1, 2, 3) }' }))
  })
  await page.waitForFunction(() => document.querySelector('img[src="x"]') !== null)
  assert.equal(await page.evaluate(() => (globalThis as { slipped?: number }).slipped), undefined)
  assert.ok(await page.evaluate(() => getComputedStyle(document.querySelector('#styled')!).color !== 'rgb(1, 2, 3)' && getComputedStyle(document.body).color !== 'rgb(1, 2, 3)'))
  assert.ok(breaches.some(({ directive }) => directive.startsWith('script-src')) && breaches.some(({ directive }) => directive.startsWith('style-src')), JSON.stringify(breaches))
  await page.context().close()
})

test('a page of another site cannot frame the portal', async () => {
  const site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(`<!doctype html><title>other</title><iframe src="${held.region.url}/anmelden"></iframe>`)
  }).listen(0, 'localhost')
  await new Promise((resolve) => site.once('listening', resolve))
  try {
    const page = await (await browser.newContext()).newPage()
    const refused = page.waitForEvent('console', (message) => /frame-ancestors/.test(message.text()))
    await page.goto(`http://localhost:${(site.address() as AddressInfo).port}/`)
    await refused
    assert.equal(await page.frames()[1]?.locator('#app').count(), 0)
    await page.context().close()
  } finally {
    site.closeAllConnections()
    site.close()
  }
})
