import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFramable } from './slots.ts'

test('pages come from https, or this machine, and never from where the hub\'s own cookies go', () => {
  const rows: readonly [url: string, hub: string, is: boolean][] = [
    ['https://slots.example', 'https://hub.example', true],
    ['https://hub.example:8443', 'https://hub.example', false],
    ['https://hub.example/service', 'https://hub.example', false],
    ['http://slots.example', 'https://hub.example', false],
    ['http://127.0.0.1:8095', 'http://127.0.0.1:8080', true],
    ['http://127.0.0.1:8095', 'https://hub.example', false],
    ['ftp://slots.example', 'https://hub.example', false],
    ['http://localhost:8095', 'http://127.0.0.1:8080', true],
    ['http://127.0.0.1:8080/service', 'http://127.0.0.1:8080', false],
    ['nonsense', 'https://hub.example', false],
    ['https://slots.example', '', false],
  ]
  for (const [url, hub, is] of rows) assert.equal(isFramable(url, hub), is, `${url} at ${hub}`)
})
