// Needs a process of its own: what it tests changes the environment and the temporary folder.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { test } from 'node:test'
import { surroundings } from '../src/test-run/surroundings.ts'

test('settings of the machine are gone, and what a test leaves behind is ended and removed', { skip: process.platform !== 'linux' }, async () => {
  process.env['DATABASE_URL'] = 'postgresql://somewhere'
  process.env['PGHOST'] = 'somewhere'
  process.env['STECKWERK_PORT'] = '1'
  process.env['STECKWERK_CHROMIUM'] = '/usr/bin/chromium'
  const around = surroundings()
  const { TMPDIR: folder = '', DATABASE_URL, PGHOST, STECKWERK_PORT, STECKWERK_CHROMIUM } = process.env
  assert.deepEqual([DATABASE_URL, PGHOST, STECKWERK_PORT, STECKWERK_CHROMIUM], [undefined, undefined, undefined, '/usr/bin/chromium'])
  assert.ok(folder.length < 40, 'leaves room for the path of a socket')
  assert.equal(statSync(folder).mode & 0o777, 0o711, 'PostgreSQL under another account gets through')
  const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' })
  await once(left, 'spawn')
  const ended = once(left, 'exit')
  await around[Symbol.asyncDispose]()
  assert.deepEqual(await ended, [null, 'SIGKILL'])
  assert.ok(!existsSync(folder))
})
