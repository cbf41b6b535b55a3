import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Setup } from './setup.ts'

/** A connector in a process of its own, by its command line, to be killed. */
export class ConnectorProcess implements AsyncDisposable {
  readonly child: ChildProcess
  readonly port: number

  private constructor(child: ChildProcess, port: number) {
    this.child = child
    this.port = port
  }

  static async start(at: Setup, channel: object = {}, outbound: object[] = []): Promise<ConnectorProcess> {
    const file = {
      channels: [{ name: 'kis', port: 0, patientSystem: 'urn:test:patient', caseSystem: 'urn:test:case', site: 'Haus Nord', ...channel }],
      outbound,
      spool: { reserveBytes: 0 },
    }
    writeFileSync(join(at.dir, 'connector.json'), JSON.stringify(file))
    const child = fork(new URL('run-connector.ts', import.meta.url), ['run', '--data', at.dataDir], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, STECKWERK_LOG: 'error' },
    })
    const [ready] = await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => { throw new Error(`the connector ended with ${code}`) }),
    ]) as [{ channels: { port: number }[] }]
    return new ConnectorProcess(child, ready.channels[0]!.port)
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode
    const exit = once(this.child, 'exit')
    this.child.kill(signal)
    const [code] = await exit as [number | null]
    return code
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end('SIGKILL')
  }
}
