import assert from 'node:assert/strict'
import type { Browser, Page } from '@steckwerk/testing-browser'

export interface VisitOptions {
  readonly width?: number
  readonly editor?: boolean
  /** `en-GB`; without it German. */
  readonly language?: string
}

/** A page of the portal in a browser of its own, once its heading is there; the test fails where the page does. */
export async function openPage(browser: Browser, url: string, { width = 1280, editor = false, language = 'de-DE' }: VisitOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: language, timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' })
  if (editor) await context.addCookies([{ name: 'editor', value: '1', url: new URL(url).origin }])
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (error) => assert.fail(error.message))
  await page.goto(url)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}
