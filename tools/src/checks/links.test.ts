import assert from 'node:assert/strict'
import { test } from 'node:test'
import { found } from '../testing/checkout.ts'
import { links } from './links.ts'

test('links to files and headings', async () => {
  const findings = await found(links, {
    'README.md': '[a](docs/a.md) [web](https://example.org/x) [here](#größe--zahl) ![p](docs/no.png)\n## Größe & Zahl\n`[not](a-link)`\n',
    'docs/a.md': '# A\n## Twice\n## Twice\n[up](../README.md#größe--zahl)\n[second](#twice-1)\n[third](#twice-2)\n',
  })
  assert.deepEqual(findings, [
    'README.md:1: docs/no.png: there is no such file; mend the link',
    'docs/a.md:6: #twice-2: there is no such heading; mend the anchor',
  ])
})
