import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultCodes, faultDocument } from '../fault-document.ts'
import { checkout, found } from '../testing/checkout.ts'
import { faults } from './faults.ts'

const source = `
import { Fault } from '@steckwerk/kernel'
export function read(id: string, n: number): never {
  if (n > 3) throw new Fault('too-large', 'store/too-many', \`More than \${n} | \` + 'rows.')
  const fault = new Fault(n > 2 ? 'not-found' : 'not-found', n > 1 ? 'store/none' : 'store/gone', 'There is nothing.')
  throw fault
}
export const note = { code: 'store/odd-name', text: 'The name is odd.' }
`
const house = {
  'package.json': { workspaces: ['core/*'] },
  'core/store/package.json': { name: '@steckwerk/store' },
  'core/store/src/read.ts': source,
  'core/store/src/read.test.ts': "const expected = 'store/only-in-a-test'\n",
}

function documented(): string {
  using made = checkout(house)
  return faultDocument(faultCodes(made.root))
}

test('the document is made from the source: kind, status and sentence of every code', async () => {
  const page = documented()
  assert.ok(page.includes('| `store/too-many` | too-large | 413 | too-long | More than … \\| rows. |'))
  assert.ok(page.includes('| `store/none` | not-found | 404 | not-found | There is nothing. |'))
  assert.ok(page.includes('| `store/gone` | not-found |'))
  assert.ok(page.includes('| `store/odd-name` |  |  |  | The name is odd. |'))
  assert.ok(!page.includes('only-in-a-test'))
  assert.deepEqual(await found(faults, { ...house, 'docs/faults.md': page }), [])
})

test('source and document are held against each other both ways', async () => {
  const page = documented().replace('`store/none`', '`store/long-gone`')
  const findings = await found(faults, {
    ...house,
    'docs/faults.md': page,
    'core/store/src/other.ts': "import { Fault } from '@steckwerk/kernel'\nif (code === 'store/nobody') throw new Fault('conflict', 'store/gone', 'Away.')\n",
  })
  assert.deepEqual(findings.map((finding) => finding.split(/[,;]/)[0]), [
    'core/store/src/other.ts:2: nothing raises store/nobody',
    'core/store/src/read.ts:5: store/gone is not-found here and conflict in core/store/src/other.ts:2',
    'core/store/src/read.ts:5: store/none is not in docs/faults.md',
    'docs/faults.md: store/long-gone is documented but nothing raises it',
  ])
})
