import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { axe, browserMissing, launchBrowser, noSidewaysScroll } from '@steckwerk/testing-browser'

const page = (body: string) => `<!doctype html><html lang="de"><title>Probe</title><meta name="viewport" content="width=device-width">${body}</html>`

test('a browser from npm renders, and the checks tell good pages from bad ones', { skip: browserMissing() ?? false }, async () => {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(page('<main><h1>Größe</h1><p>Übergröße</p></main>'))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  await using browser = await launchBrowser()
  const context = await browser.newContext({ viewport: { width: 320, height: 600 } })
  const tab = await context.newPage()
  try {
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    assert.equal(await tab.textContent('h1'), 'Größe')
    const wide = await tab.evaluate(() => ['iiii', 'WWWW'].map((text) => new OffscreenCanvas(1, 1).getContext('2d')!.measureText(text).width))
    assert.ok(wide[0]! > 0 && wide[1]! > 2 * wide[0]!, 'the packaged proportional font is found')
    await axe(tab)
    await noSidewaysScroll(tab)
    await tab.setContent(page('<main><h1>Probe</h1><img src="data:,"><div style="width:900px">breit</div></main>'))
    await assert.rejects(axe(tab), /image-alt/)
    await assert.rejects(noSidewaysScroll(tab), /scrolls 5\d\dpx sideways at 320px: .*div/)
  } finally {
    server.close()
  }
})
