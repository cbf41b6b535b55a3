import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choiceKey, portKey, textKey } from '@steckwerk/kernel'
import { configurationDocument } from './configuration-document.ts'

test('a row for every key: default, unit, sentence, and secrets marked', () => {
  const page = configurationDocument({
    Hub: { port: portKey('X_PORT', 8080, 'Port of it.'), level: choiceKey('X_LOG', ['a', 'b'], 'a', 'How much.') },
    Other: { url: textKey('X_URL', '', 'Where it is.', { unit: 'URL', secret: true }) },
  }, { properties: { limit: { type: 'integer', default: 5, description: 'Most of it.' } } })
  assert.ok(page.includes('## Hub\n\n| variable'))
  assert.ok(page.includes('| `X_PORT` | `8080` | TCP port | Port of it. |'))
  assert.ok(page.includes('| `X_LOG` | `a` | a \\| b | How much. |'))
  assert.ok(page.includes('| `X_URL` |  | URL | Where it is. **Secret.** |'))
  assert.ok(page.includes('| `limit` | integer | 5 | Most of it. |'))
})
