/** The order in which docs/operations.md has several hubs with key files go to a new master key. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setting } from './setting.ts'

test('with the next key in every hub\'s folder before, a rewrapping at one is followed by the others without a fault or a restart', async () => {
  await using s = await setting()
  const otherDir = await mkdtemp(join(tmpdir(), 'steckwerk-access-'))
  try {
    const one = await s.open({ ownerUrl: s.test.ownerUrl })
    await writeFile(join(otherDir, 'master-key'), await readFile(join(s.dataDir, 'master-key')))
    const two = await s.open({ dataDir: otherDir })
    const [alpha, beta] = [await s.ctx('alpha'), await s.ctx('beta')]
    const sealed = await one.keys.seal(alpha, Buffer.from('kept'), 'x')
    const next = `${randomBytes(32).toString('base64')}\n`
    for (const folder of [s.dataDir, otherDir]) await writeFile(join(folder, 'master-key.next'), next, { mode: 0o600 })

    await one.keyKeeping.rewrap(alpha)
    assert.equal(await readFile(join(s.dataDir, 'master-key'), 'utf8'), next)
    // What the other hub never opened before, and a key it makes itself.
    assert.equal((await two.keys.open(alpha, sealed, 'x')).toString(), 'kept')
    const fresh = await two.keys.seal(beta, Buffer.from('new'), 'y')
    assert.equal((await one.keys.open(beta, fresh, 'y')).toString(), 'new')
    assert.deepEqual([await readFile(join(otherDir, 'master-key'), 'utf8'), existsSync(join(otherDir, 'master-key.next'))], [next, false])
    const again = await s.open({ dataDir: otherDir })
    assert.equal((await again.keys.open(alpha, sealed, 'x')).toString(), 'kept')
  } finally {
    await rm(otherDir, { recursive: true, force: true })
  }
})
