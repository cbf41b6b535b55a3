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

/** The pages of the portal; places stand for what a hub with other data has. */
const pages = [
  '/', '/anmelden', '/sign-in', '/start', '/einrichten', '/verknuepfen', '/freigabe/nothing', '/leitstand', '/leitstand/fehler/alpha', '/leitstand/personen', '/netzverwaltung/nothing', '/leitstand/protokoll', '/haus',
  '/haus/alpha', '/haus/alpha/site', '/haus/alpha/site/ward', '/haus/alpha/formulare', '/haus/alpha/formulare/nothing', '/traeger', '/traeger/alpha', '/traeger/alpha/personen', '/traeger/alpha/dubletten', '/traeger/alpha/notfallzugriffe',
  '/traeger/alpha/apps', '/traeger/alpha/schluessel', '/traeger/alpha/anmeldung', '/traeger/alpha/protokoll', '/traeger/alpha/einstellungen', '/traeger/alpha/empfang',
  '/traeger/alpha/notfall', '/haus/alpha/patient/nothing', '/zusatzdienste', '/zusatzdienste/alpha/nothing/nothing', '/traeger/alpha/kalender', '/leitstand/rueckweg/alpha', '/empfang', '/kalender', '/notfall', '/konto', '/konto/geraete', '/konto/apps', '/meine', '/meine/krankenhaeuser', '/meine/krankenhaeuser/neu', '/meine/angehoerige',
  '/meine/angehoerige/einladen', '/meine/freigaben', '/meine/freigaben/neu', '/meine/zugriffe', '/meine/termine', '/meine/formulare', '/meine/formular/alpha/nothing/nothing', '/meine/termine/neu', '/meine/termine/neu/alpha/nothing', '/meine/termine/alpha/nothing',
  '/buchen', '/buchen/alpha/nothing', '/buchung', '/meine/termin/alpha/nothing', '/traeger/alpha/dienste', '/traeger/alpha/formulare', '/traeger/alpha/formulare/nothing', '/konto/benachrichtigungen', '/leitstand/mails', '/leitstand/dienste', '/neues/nothing',
  '/netz/nothing', '/netz/nothing/verzeichnis', '/netz/nothing/verzeichnis/nothing', '/netz/nothing/suche', '/netz/nothing/daten', '/netz/nothing/eintragen', '/netz/nothing/bestaetigen', '/netz/nothing/redaktion', '/netz/nothing/redaktion/eintraege', '/netz/nothing/redaktion/aenderungen', '/netz/nothing/redaktion/dubletten',
  '/netz/nothing/redaktion/import', '/netz/nothing/redaktion/einrichtungen', '/netz/nothing/redaktion/einrichtungen/nothing', '/netz/nothing/eintrag', '/netz/nothing/eintrag/kontakt',
  '/netz/nothing/barcamp', '/netz/nothing/barcamp/neu', '/netz/nothing/barcamp/nothing', '/netz/nothing/barcamp/nothing/programm', '/netz/nothing/barcamp/nothing/sitzung/nothing',
  '/netz/nothing/barcamp/nothing/regie', '/netz/nothing/barcamp/nothing/einstellungen', '/netz/nothing/barcamp/nothing/leinwand', '/netz/nothing/barcamp/nothing/ergebnisse',
  '/netz/nothing/barcamp/nothing/anmeldung', '/netz/nothing/barcamp/nothing/einlass', '/netz/nothing/barcamp/nothing/rueckmeldungen', '/netz/nothing/barcamp/nothing/fragebogen',
  '/netz/nothing/termine', '/netz/nothing/reihen', '/netz/nothing/reihen/neu', '/netz/nothing/reihen/nothing', '/netz/nothing/reihen/nothing/einstellungen', '/netz/nothing/reihen/nothing/nothing',
  '/netz/nothing/gruppen', '/netz/nothing/gruppen/neu', '/netz/nothing/gruppen/nothing', '/netz/nothing/gruppen/nothing/mails', '/netz/nothing/umfragen', '/netz/nothing/umfragen/neu', '/netz/nothing/umfragen/nothing', '/netz/nothing/befragungen', '/netz/nothing/befragungen/nothing', '/netz/nothing/befragungen/nothing/fragen', '/netz/nothing/befragungen/nothing/ergebnisse',
  '/netz/nothing/neues', '/netz/nothing/neues/abo', '/netz/nothing/neues/nothing', '/netz/nothing/neues/ausgabe/nothing', '/netz/nothing/fragen', '/netz/nothing/fragen/bestaetigen', '/netz/nothing/fragen/nothing',
  '/netz/nothing/redaktion/neues', '/netz/nothing/redaktion/neues/nothing', '/netz/nothing/redaktion/beitrag', '/netz/nothing/redaktion/beitrag/nothing', '/netz/nothing/redaktion/fragen',
  '/netz/nothing/vorhaben', '/netz/nothing/vorhaben/neu', '/netz/nothing/vorhaben/vergleich', '/netz/nothing/vorhaben/auswertung', '/netz/nothing/vorhaben/bestaetigen', '/netz/nothing/vorhaben/nothing', '/netz/nothing/vorhaben/nothing/bearbeiten',
  '/netz/nothing/vorhaben/mitpflegen', '/netz/nothing/redaktion/vorhaben', '/netz/nothing/redaktion/vermittlung', '/netz/nothing/vermittlung', '/netz/nothing/vermittlung/neu',
  '/netz/nothing/treffen', '/netz/nothing/treffen/neu', '/netz/nothing/treffen/nothing', '/netz/nothing/treffen/nothing/bestaetigen', '/netz/nothing/treffen/nothing/ablauf', '/netz/nothing/treffen/nothing/live',
  '/netz/nothing/treffen/nothing/runden', '/netz/nothing/treffen/nothing/matrix', '/netz/nothing/treffen/nothing/protokoll', '/netz/nothing/treffen/nothing/einstellungen',
  '/netz/netz/reifegrad/modelle', '/netz/netz/reifegrad/geteilt', '/netz/netz/reifegrad/nothing/geteilt/nothing',
  '/netz/netz/reifegrad', '/netz/netz/reifegrad/beitritt', '/netz/netz/reifegrad/nothing', '/netz/netz/reifegrad/nothing/nothing', '/netz/netz/reifegrad/nothing/nothing/ergebnis',
]

/** Who goes where: everybody everywhere would open a thousand pages that say no. */
const visits: readonly [account: string | undefined, where: RegExp][] = [
  [undefined, /./], ['leitstand', /^\/(leitstand|haus)/], ['verwaltung.alpha', /^\/(traeger|start$)/], ['it.alpha', /^\/traeger/], ['aerztin.alpha', /^\/(haus|notfall|traeger\/alpha\/notfall)/],
  ['empfang.alpha', /empfang|kalender|^\/haus/], ['erika', /^\/(meine|konto|buch|neues|start$)/],
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
  const router = readFileSync(join(import.meta.dirname, '../../portal/shell/router.tsx'), 'utf8')
  const known = [...router.matchAll(/path: '([^']+)'/g)].map(([, path]) => path!)
  const untried = known.filter((path) => !pages.some((page) => new RegExp(`(?:^|/)${path.replaceAll(/\$\w+/g, '[^/]+')}$`).test(page)))
  assert.deepEqual(untried, [], 'every route is tried')
  for (const [account, where] of visits) {
    const visited = pages.filter((path) => where.test(path))
    assert.ok(visited.length > 1, String(account))
    await t.test(account ?? 'nobody', async () => {
      const { page, breaches } = await listeningPage()
      if (account !== undefined) {
        const answer = await page.context().request.post(`${held.region.url}/portal/api/session`, { data: { account, password }, headers: { 'x-steckwerk': '1' } })
        assert.equal(answer.status(), 200)
      }
      const nonces = new Set<string>()
      for (const path of visited) {
        const answer = await page.goto(held.region.url + path)
        const headers = new Headers(await answer!.allHeaders())
        assertHeaders(headers, path)
        const nonce = /'nonce-([^']+)'/.exec(policyOf(headers).get('style-src') ?? '')?.[1]
        assert.ok(nonce !== undefined && nonce.length >= 22, path)
        nonces.add(nonce)
        await page.getByRole('heading', { level: 1 }).first().waitFor()
        assert.ok(await page.evaluate(() => [...document.querySelectorAll('style')].every((style) => style.sheet !== null)), `${path}: styles are in force`)
      }
      assert.equal(nonces.size, visited.length, 'another one for each answer')
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
