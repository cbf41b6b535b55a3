import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commandLine } from './region.ts'

/** A hub as its own process on its own embedded database, with carrier alpha. Ended and removed by disposing. */
export interface HubProcess extends AsyncDisposable {
  readonly url: string
  readonly token: string
  /** False once it ended by itself. */
  readonly alive: () => boolean
  /** What it logged so far. */
  readonly log: () => string
}

/** Faults: an Error with the process's last words where it does not become ready. */
export async function startHubProcess(): Promise<HubProcess> {
  const data = mkdtempSync(join(tmpdir(), 'steckwerk-hub-'))
  // The embedded database, started by root, runs as another user.
  chmodSync(data, 0o755)
  await using held = new AsyncDisposableStack()
  held.defer(() => rmSync(data, { recursive: true, force: true, maxRetries: 5 }))
  const logFile = join(data, 'hub.log')
  const log = (): string => readFileSync(logFile, 'utf8')
  const output = openSync(logFile, 'a')
  const child = spawn(process.execPath, [commandLine, 'hub'], {
    env: { ...process.env, STECKWERK_DATA: data, STECKWERK_PORT: '0', STECKWERK_CONNECTOR_PORT: '0', DATABASE_URL: '' },
    stdio: ['ignore', output, output, 'ipc'],
    detached: true,
  })
  closeSync(output)
  const ended = once(child, 'exit')
  held.defer(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    await ended
  })
  const ready = once(child, 'message') as Promise<[{ ready: string }]>
  const url = await Promise.race([ready.then(([message]) => message.ready), ended.then(() => Promise.reject(new Error(`The hub did not start: ${log().slice(-2000)}`)))])
  const token = readFileSync(join(data, 'operator-token'), 'utf8').trim()
  const made = await fetch(`${url}/admin/carriers`, {
    method: 'POST', body: JSON.stringify({ carrier: 'alpha', name: 'Alpha' }), headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  })
  if (!made.ok) throw new Error(`The carrier could not be added: ${made.status}`)
  const running = held.move()
  return { url, token, log, alive: () => child.exitCode === null && child.signalCode === null, [Symbol.asyncDispose]: () => running.disposeAsync() }
}
