import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

/** Waits until what has the focus says this: a page moves it when it has drawn, not before. Fails with what has it instead. */
export async function focusIs(page: Page, text: string, waitMs = 10_000): Promise<void> {
  await page.waitForFunction((wanted) => document.activeElement?.textContent === wanted, text, { timeout: waitMs }).catch(() => undefined)
  assert.equal(await page.evaluate(() => document.activeElement?.textContent ?? ''), text)
}
