import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

/** Asserts that the page does not scroll sideways at its present width; the failure names what sticks out.
 *  Source: WCAG 2.2, 1.4.10 Reflow (320 CSS pixels). */
export async function noSidewaysScroll(page: Page): Promise<void> {
  const { width, over, culprits } = await page.evaluate(() => {
    const root = document.scrollingElement ?? document.documentElement
    const name = (element: Element) => `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ''} ${element.className}`.trim()
    const outside = [...document.body.querySelectorAll('*')].filter((element) => {
      const box = element.getBoundingClientRect()
      return box.width > 0 && box.right > root.clientWidth + 1
    })
    return { width: root.clientWidth, over: root.scrollWidth - root.clientWidth, culprits: outside.slice(0, 8).map(name) }
  })
  assert.ok(over <= 0, `${page.url()} scrolls ${over}px sideways at ${width}px: ${culprits.join(', ')}`)
}
