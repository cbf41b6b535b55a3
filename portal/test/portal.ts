import { buildPortal, portalDist } from '@steckwerk/portal'
import { launchBrowser } from '@steckwerk/testing-browser'
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { startMockHub, type MockHub } from './mock-hub.ts'

export interface Visit extends AsyncDisposable {
  readonly hub: MockHub
  readonly context: BrowserContext
  readonly page: Page
  /** Opens a page of the portal and waits for its heading. */
  goto(path: string): Promise<void>
}

export interface VisitOptions {
  /** Signed in before the first page; nobody without it. */
  readonly account?: 'leitstand' | 'station' | 'empfang' | 'verwaltung' | 'erika'
  readonly language?: 'de' | 'en'
  readonly width?: number
  readonly dark?: boolean
  readonly hub?: Parameters<typeof startMockHub>[1]
}

/** One browser for all tests of a file; every visit is a profile of its own in it. */
let launched: Promise<Browser> | undefined
after(async () => (await launched)?.close())

/** A browser on the built portal before a playing hub. Closing it fails the test where a page complained on its console:
 *  that is where a breach of the content security policy or a broken component shows. */
export async function visit(options: VisitOptions = {}): Promise<Visit> {
  await buildPortal({ root: join(import.meta.dirname, '..', '..') })
  const hub = await startMockHub(portalDist, options.hub)
  const browser = await (launched ??= launchBrowser())
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 900 }, locale: options.language === 'en' ? 'en-GB' : 'de-DE', timezoneId: 'Europe/Berlin',
    colorScheme: options.dark === true ? 'dark' : 'light', reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(error.message))
  page.on('console', message => {
    // The browser itself reports refused and broken requests; the tests provoke those.
    if (['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource')) complaints.push(message.text())
  })
  if (options.account !== undefined) {
    const answer = await context.request.post(`${hub.url}/portal/api/session`, { data: { account: options.account, password: 'richtig' }, headers: { 'x-steckwerk': '1' } })
    assert.equal(answer.status(), 200)
  }
  return {
    hub, context, page,
    goto: async path => {
      await page.goto(hub.url + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
    },
    async [Symbol.asyncDispose]() {
      await context.close()
      await hub[Symbol.asyncDispose]()
      assert.deepEqual(complaints, [])
    },
  }
}

/** The text of the element that has the focus. */
export function focusedText(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? '')
}
