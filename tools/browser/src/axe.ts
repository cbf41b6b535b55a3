import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

export interface AxeOptions {
  /** CSS selectors of parts that are not ours. */
  readonly exclude?: readonly string[]
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']

/** Asserts that axe finds no violation of WCAG 2.0, 2.1 and 2.2, levels A and AA, on the page as it stands.
 *  The failure names each rule and the elements that break it. */
export async function axe(page: Page, options: AxeOptions = {}): Promise<void> {
  // Names for the thousands of elements that pass are most of the work, and nobody reads them.
  let builder = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(tags)
  for (const selector of options.exclude ?? []) builder = builder.exclude(selector)
  // From its top: what a bar that stays in sight covers of the rest is a matter of where somebody has scrolled to.
  const scrolled = await page.evaluate(() => {
    const { scrollY } = window
    window.scrollTo({ top: 0, behavior: 'instant' })
    return scrollY
  })
  const { violations } = await builder.analyze()
  await page.evaluate((top) => window.scrollTo({ top, behavior: 'instant' }), scrolled)
  const lines = violations.flatMap((violation) => [
    `${violation.id} (${violation.impact ?? 'unknown'}): ${violation.help}`,
    ...violation.nodes.map((node) => `    ${node.target.join(' ')}  ${node.failureSummary?.replaceAll(/\s+/g, ' ') ?? ''}`),
  ])
  assert.equal(violations.length, 0, `axe found ${violations.length} violations on ${page.url()}\n${lines.join('\n')}`)
}
