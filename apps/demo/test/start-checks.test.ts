import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import { lockDataFolder } from '../src/region/lock.ts'
import { requireFreePorts } from '../src/region/ports.ts'
import { supervise } from '../src/region/supervise.ts'
import { until } from '../src/region/wait.ts'

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'demo start ü-'))
  t.after(() => rmSync(path, { recursive: true, force: true }))
  return path
}

const code = (wanted: string) => (thrown: unknown): boolean => thrown instanceof Fault && thrown.code === wanted

async function holder(data: string): Promise<ChildProcess> {
  const lock = new URL('../src/region/lock.ts', import.meta.url).href
  const program = `const { lockDataFolder } = await import(${JSON.stringify(lock)}); lockDataFolder(${JSON.stringify(data)}); console.log('held'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

test('a data folder held by a living process is refused whatever that process is called, and taken over after kill -9', async (t) => {
  const data = folder(t)
  const child = await holder(data)
  t.after(() => child.kill('SIGKILL'))
  assert.throws(() => lockDataFolder(data), code('demo/already-running'))
  child.kill('SIGKILL')
  await once(child, 'exit')
  lockDataFolder(data)[Symbol.dispose]()
})

test('a lock whose number now belongs to another process counts for nothing', (t) => {
  const data = folder(t)
  writeFileSync(join(data, 'demo.pid'), `${process.ppid} 1`)
  using _lock = lockDataFolder(data)
  assert.equal(readFileSync(join(data, 'demo.pid'), 'utf8').split(' ')[0], String(process.pid))
})

test('a data folder that cannot be made is told with its setting', (t) => {
  const file = join(folder(t), 'file')
  writeFileSync(file, '')
  assert.throws(() => lockDataFolder(join(file, 'data')), (thrown) => code('demo/data-folder')(thrown) && (thrown as Fault).message.includes('STECKWERK_DATA'))
})

test('a taken port, one given twice and an impossible one are told before anything starts', async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  const wanted = (number: number, setting: string) => ({ port: number, what: setting.toLowerCase(), setting })
  await assert.rejects(requireFreePorts([wanted(port, 'A')]), (thrown) => code('demo/port-taken')(thrown) && (thrown as Fault).message.includes(String(port)))
  await assert.rejects(requireFreePorts([wanted(port, 'A'), wanted(port, 'B')]), code('demo/ports'))
  await assert.rejects(requireFreePorts([wanted(65_536, 'A')]), code('demo/ports'))
  await assert.rejects(requireFreePorts([wanted(0, 'A')]), code('demo/ports'))
})

test('a child that ends by itself hands over its last words, and disposing waits for nothing more', async (t) => {
  const died = Promise.withResolvers<readonly [number | null, string]>()
  await using _child = supervise({
    name: 'child', env: {}, logFile: join(folder(t), 'child.log'),
    args: ['-e', `console.error('noise\\nstore/unavailable: No database.\\nmore'); process.exitCode = 1`],
    onDeath: (status, _signal, words) => died.resolve([status, words]),
  })
  assert.deepEqual(await died.promise, [1, 'store/unavailable: No database.'])
})

test('waiting ends at once when it is given up', async () => {
  const stop = new AbortController()
  const waiting = until('Nothing', () => Promise.resolve(undefined), 60_000, stop.signal)
  const reason = new Fault('unavailable', 'demo/child-ended', 'Over.')
  stop.abort(reason)
  await assert.rejects(waiting, reason)
})
