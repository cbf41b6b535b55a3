import assert from 'node:assert/strict'
import { test } from 'node:test'
import { publicAddress, widgetCode } from './open-data.ts'

const network = { slug: 'ruhr', name: 'Netz', services: [{ capability: 'community', plug: 'steckwerk-community' }], editor: false, manager: false, demo: false }

test('addresses carry what was chosen and nothing empty', () => {
  assert.equal(publicAddress('https://hub.example', network, ['export', 'actors.csv']), 'https://hub.example/services/steckwerk-community/ruhr/export/actors.csv')
  assert.equal(publicAddress('https://hub.example', network, ['feed.xml'], { kinds: 'post', topic: '' }), 'https://hub.example/services/steckwerk-community/ruhr/feed.xml?kinds=post')
})

test('the code of a frame holds nothing but what it should, whatever is typed', () => {
  const code = widgetCode('https://hub.example', network, { what: 'dates', language: 'de', topic: '"><script>', kind: 'hospital', count: 5, height: 420 }, 'Netz "A"')
  assert.equal(code, '<iframe src="https://hub.example/services/steckwerk-community/ruhr/embed/dates?lang=de&amp;topic=%22%3E%3Cscript%3E&amp;count=5" title="Netz &quot;A&quot;" sandbox="allow-popups allow-popups-to-escape-sandbox" loading="lazy" style="width:100%;height:420px;border:0"></iframe>')
})
