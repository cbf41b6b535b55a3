import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { asvs } from './asvs.ts'

test('every point names a test that exists, or says that it is not met', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'steckwerk-asvs-'))
  t.after(() => rm(root, { recursive: true, force: true }))
  await mkdir(join(root, 'docs'))
  assert.equal((await asvs.run(root)).length, 1)
  await writeFile(join(root, 'one.test.ts'), "test('it\\'s held', () => {})\n// test of 'nothing'\n")
  await writeFile(join(root, 'docs', 'asvs.md'), [
    '| 1.1.1 | a | b. | `one.test.ts`: “it\'s held” |', '| 1.1.2 | a | b. | `one.test.ts`: “nothing” |', '| 1.1.3 | a | b. | `two.test.ts`: “x” |', '| 1.1.4 | a | b. | – |',
    '| 1.1.5 | a | **Not met.** b. | – |', '',
  ].join('\n'))
  assert.deepEqual((await asvs.run(root)).map(({ line, text }) => `${line} ${text}`), [
    '2 one.test.ts has no test “nothing”; name the one that holds the point', '3 two.test.ts has no test “x”; name the one that holds the point',
    '4 1.1.4 is said to be met; name the test that holds it',
  ])
})
