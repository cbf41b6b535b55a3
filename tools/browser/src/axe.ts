import assert from 'node:assert/strict'
import axeCore from 'axe-core'
import type { Page } from 'playwright-core'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']

/** Asserts that axe finds no violation of WCAG 2.0, 2.1 and 2.2, levels A and AA, on the page as it stands, frames of its own origin included.
 *  The failure names each rule and the elements that break it. */
export async function axe(page: Page): Promise<void> {
  // A document keeps what it was given: reading half a megabyte of script again would be most of the work of the next look at it.
  for (const frame of page.frames()) if (await frame.evaluate(() => !('axe' in window))) await frame.evaluate(axeCore.source)
  const violations = await page.evaluate(async (values) => {
    // From its top: what a bar that stays in sight covers of the rest is a matter of where somebody has scrolled to.
    const { scrollY } = window
    window.scrollTo({ top: 0, behavior: 'instant' })
    // What is on its way from one colour to another has neither of them.
    await Promise.allSettled(document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity).map(({ finished }) => finished))
    const { axe: inPage } = window as unknown as { readonly axe: typeof axeCore }
    // Names for the thousands of elements that pass are work, too, and nobody reads them.
    const found = await inPage.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] })
    window.scrollTo({ top: scrollY, behavior: 'instant' })
    return found.violations
  }, tags)
  const lines = violations.flatMap((violation) => [
    `${violation.id} (${violation.impact ?? 'unknown'}): ${violation.help}`,
    ...violation.nodes.map((node) => `    ${node.target.join(' ')}  ${node.failureSummary?.replaceAll(/\s+/g, ' ') ?? ''}`),
  ])
  assert.equal(violations.length, 0, `axe found ${violations.length} violations on ${page.url()}\n${lines.join('\n')}`)
}
