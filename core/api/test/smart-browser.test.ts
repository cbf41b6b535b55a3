/** An app as its makers write it: a page on another site with the public fhirclient, started by itself (standalone) and from the portal (EHR). */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { browserMissing, launchBrowser, type Browser, type BrowserContext, type Page } from '@steckwerk/testing-browser'
import { put, setting, type Setting } from './setting.ts'
import { smartClient } from './smart-client.ts'

const skip = browserMissing() ?? false
const bundle = readFileSync(createRequire(import.meta.url).resolve('fhirclient/build/fhir-client.js'))

let s: Setting
let app: ReturnType<typeof smartClient>
let browser: Browser
let site: Server
let origin: string
let clientId: string

const page = (script: string): string => `<!doctype html><html lang="de"><meta charset="utf-8"><title>Demo-App</title><script src="/fhir-client.js"></script><script>${script}</script></html>`

/** localhost and 127.0.0.1 are two sites to a browser. */
async function startApp(): Promise<void> {
  site = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://localhost')
    if (pathname === '/fhir-client.js') return void response.setHeader('content-type', 'text/javascript').end(bundle)
    response.setHeader('content-type', 'text/html; charset=utf-8')
    const authorize = `scope: SCOPE, clientId: ${JSON.stringify(clientId ?? '')}, redirectUri: '/app', pkceMode: 'required', completeInTarget: true`
    if (pathname === '/standalone') return void response.end(page(`FHIR.oauth2.authorize({ iss: ${JSON.stringify(app.base)}, ${authorize.replace('SCOPE', "'openid launch/patient offline_access patient/Patient.rs patient/Observation.rs'")} })`))
    if (pathname === '/launch') return void response.end(page(`FHIR.oauth2.authorize({ ${authorize.replace('SCOPE', "'launch openid patient/Patient.rs'")} })`))
    response.end(page('FHIR.oauth2.ready().then((client) => { window.client = client }, (error) => { window.failed = String(error) })'))
  }).listen(0, 'localhost')
  await new Promise((resolve) => site.once('listening', resolve))
  origin = `http://localhost:${(site.address() as AddressInfo).port}`
}

before(async () => {
  if (skip !== false) return
  s = await setting()
  app = smartClient(s)
  for (const resource of [
    { resourceType: 'Organization', id: 'haus', name: 'Haus' },
    ...['p1', 'p2'].flatMap((id) => [
      { resourceType: 'Patient', id, name: [{ family: 'Ahorn' }] },
      { resourceType: 'Encounter', id: `e-${id}`, status: 'in-progress', class: { code: 'IMP' }, subject: { reference: `Patient/${id}` }, serviceProvider: { reference: 'Organization/haus' }, period: { start: '2024-01-01' } },
    ]),
  ]) assert.equal((await s.call(`/fhir/alpha/${resource.resourceType}/${resource.id}`, put(resource))).status, 201)
  await startApp()
  clientId = (await app.register({ redirectUris: [`${origin}/app`], launchUri: `${origin}/launch`, scopes: ['openid', 'launch', 'launch/patient', 'offline_access', 'patient/*.rs'] })).client.id
  browser = await launchBrowser()
})
after(async () => {
  if (skip !== false) return
  await browser.close()
  site.close()
  await s[Symbol.asyncDispose]()
})

async function signedInBrowser(): Promise<BrowserContext> {
  const context = await browser.newContext()
  const value = await s.access.sessions.start({ account: 'station', amr: ['pwd'], device: 'Test', network: '127.0.0.1' })
  await context.addCookies([{ name: 'steckwerk', value, url: s.url, httpOnly: true, sameSite: 'Strict' }])
  return context
}

/** The consent page's part: what it asks and sends, from the hub's own origin. */
async function consent(tab: Page, patient: string | undefined): Promise<void> {
  await tab.waitForURL('**/freigabe/*')
  const location = await tab.evaluate(async (chosen) => {
    const path = `/portal/api/oidc/interactions/${window.location.pathname.split('/').pop()}`
    const asked = await (await fetch(path)).json() as { scopes: { scope: string }[] }
    const answer = await fetch(`${path}/confirm`, {
      method: 'POST', headers: { 'x-steckwerk': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ scopes: asked.scopes.map(({ scope }) => scope), ...(chosen === undefined ? {} : { patient: chosen }) }),
    })
    return (await answer.json() as { location: string }).location
  }, patient)
  assert.match(location, /\/oidc\/auth\//)
  await tab.evaluate((to) => { window.location.assign(to) }, location)
  await tab.waitForURL('**/app*')
  await tab.waitForFunction(() => 'client' in window || 'failed' in window)
  assert.equal(await tab.evaluate(() => (window as { failed?: string }).failed), undefined)
}

interface AppWindow {
  readonly client: { readonly patient: { readonly id: string }; readonly state: { tokenResponse: { access_token: string; need_patient_banner?: boolean } }; request(url: string): Promise<{ id: string }>; refresh(): Promise<unknown> }
}

/** What fhirclient reads: the resource's id, or the status of its refusal. */
const read = (tab: Page, path: string): Promise<string | number> => tab.evaluate((url) =>
  (window as unknown as AppWindow).client.request(url).then(({ id }) => id, (error: unknown) => (error as { status?: number }).status ?? String(error)), path)

test('standalone launch: the person chooses, the app reads them and nobody else, and refreshes', { skip }, async () => {
  const context = await signedInBrowser()
  const tab = await context.newPage()
  await tab.goto(`${origin}/standalone`)
  await consent(tab, 'p1')
  assert.equal(await tab.evaluate(() => (window as unknown as AppWindow).client.patient.id), 'p1')
  assert.equal(await read(tab, 'Patient/p1'), 'p1')
  assert.equal(await read(tab, 'Patient/p2'), 404)
  assert.equal(await read(tab, 'Encounter/e-p1'), 403)
  const token = (): Promise<string> => tab.evaluate(() => (window as unknown as AppWindow).client.state.tokenResponse.access_token)
  const first = await token()
  await tab.evaluate(() => (window as unknown as AppWindow).client.refresh().then(() => undefined))
  assert.notEqual(await token(), first)
  assert.equal(await read(tab, 'Patient/p1'), 'p1')
  const elsewhere = await tab.evaluate((url) => fetch(url, { credentials: 'include' }).then(({ status }) => status, () => 'blocked'), `${s.url}/portal/api/me`)
  assert.equal(elsewhere, 'blocked')
  await context.close()
})

test('EHR launch: the patient is the one the portal named', { skip }, async () => {
  const context = await signedInBrowser()
  const portal = await context.newPage()
  await portal.goto(`${s.url}/health/live`)
  const location = await portal.evaluate(async (client) => {
    const answer = await fetch('/portal/api/carriers/alpha/launches', { method: 'POST', headers: { 'x-steckwerk': '1', 'content-type': 'application/json' }, body: JSON.stringify({ client, patient: 'p2' }) })
    return (await answer.json() as { location: string }).location
  }, clientId)
  const tab = await context.newPage()
  await tab.goto(location)
  await consent(tab, undefined)
  assert.equal(await tab.evaluate(() => (window as unknown as AppWindow).client.patient.id), 'p2')
  assert.equal(await read(tab, 'Patient/p2'), 'p2')
  assert.equal(await read(tab, 'Patient/p1'), 404)
  await context.close()
})
