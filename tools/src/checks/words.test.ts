import assert from 'node:assert/strict'
import { test } from 'node:test'
import { found } from '../testing/checkout.ts'
import { words } from './words.ts'

test('paths of one machine, unfinished places and merge marks', async () => {
  const findings = await found(words, {
    'core/a.ts': "// see docs/work/plan\nconst at = '/home/anna/steckwerk'\n// TODO later\nconst url = 'https://example.org/home/page'\n",
    'docs/b.md': 'fine\n<<<<<<< HEAD\nheading\n=======\n',
    'node_modules/x/c.ts': '// TODO\n',
    'core/mastodon.ts': "const TODOS = ['./work/item']\n",
  })
  assert.deepEqual(findings.map((finding) => finding.slice(0, 24)), [
    'core/a.ts:2: an absolute', 'core/a.ts:3: an unfinish', 'docs/b.md:2: a mark of a', 'docs/b.md:4: a mark of a',
  ])
})
