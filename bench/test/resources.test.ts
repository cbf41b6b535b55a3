import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { Resources } from '../src/resources.ts'

test('memory and processor time of a process and its children, by name', { skip: process.platform !== 'linux' }, async () => {
  using resources = new Resources()
  const busy = "const a = Buffer.alloc(50e6, 1); while (process.cpuUsage().user < 250_000); console.log(a.length); setInterval(() => {}, 1000)"
  const parent = spawn(process.execPath, ['-e', `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(busy)}], { stdio: 'inherit' })`], { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
  try {
    resources.watch('worker', parent.pid!)
    await once(parent.stdout, 'data')
    const { worker, bench } = resources.usage()
    assert.ok(worker !== undefined && bench !== undefined)
    assert.ok(worker.rss_mb > 90 && worker.rss_mb < 400, `${worker.rss_mb} MB for two processes and 50 MB`)
    assert.ok(worker.cpu_s >= 0.2 && worker.cpu_s < 5, `${worker.cpu_s} s`)
  } finally {
    process.kill(-parent.pid!, 'SIGKILL')
  }
})
