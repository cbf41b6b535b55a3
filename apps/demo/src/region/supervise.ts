import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, renameSync, existsSync } from 'node:fs'
import { once } from 'node:events'

/** A process of the region: started again when it dies, its output in a log file, told to stop by SIGTERM. */
export interface Supervised extends AsyncDisposable {
  readonly name: string
  /** Process id of the running child; undefined between two. */
  readonly pid: number | undefined
  /** Ends the child by SIGTERM and starts it again. */
  restart(): void
}

export interface SuperviseOptions {
  readonly name: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly logFile: string
  /** Called each time the child dies unasked; `words` is what it said last on standard error, a fault's line where there is one. */
  readonly onDeath?: (code: number | null, signal: NodeJS.Signals | null, words: string) => void
}

const longestPause = 5_000
const mostWords = 4_096

/** Starts a Node child with an IPC channel: when this process dies, even by SIGKILL, the channel closes and the child
 *  drains and ends by itself. */
export function supervise(options: SuperviseOptions): Supervised {
  if (existsSync(options.logFile)) renameSync(options.logFile, `${options.logFile}.1`)
  const log = createWriteStream(options.logFile, { flags: 'a', mode: 0o600 })
  let child: ChildProcess | undefined
  let stopping = false
  let pause = 100
  let timer: NodeJS.Timeout | undefined

  function start(): void {
    const startedAt = Date.now()
    // Detached: Ctrl-C in a terminal reaches the whole process group; the children are stopped in order instead.
    child = spawn(process.execPath, options.args, {
      env: { ...options.env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    })
    child.stdout!.pipe(log, { end: false })
    child.stderr!.pipe(log, { end: false })
    let said = ''
    child.stderr!.on('data', (chunk: Buffer) => (said = (said + chunk.toString('utf8')).slice(-mostWords)))
    child.once('close', (code, signal) => {
      child = undefined
      if (stopping) return
      options.onDeath?.(code, signal, lastWords(said))
      pause = Date.now() - startedAt > 10_000 ? 100 : Math.min(pause * 2, longestPause)
      timer = setTimeout(start, pause)
    })
  }

  start()
  return {
    name: options.name,
    get pid() {
      return child?.pid
    },
    restart() {
      child?.kill('SIGTERM')
    },
    async [Symbol.asyncDispose]() {
      stopping = true
      clearTimeout(timer)
      const running = child
      if (running !== undefined) {
        running.kill('SIGTERM')
        const hard = setTimeout(() => running.kill('SIGKILL'), 15_000)
        await once(running, 'close')
        clearTimeout(hard)
      }
      await new Promise((resolve) => log.end(resolve))
    },
  }
}

function lastWords(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '')
  return lines.findLast((line) => /^(?:[a-z-]+\/[a-z-]+|[A-Za-z]*Error): /.test(line)) ?? lines.at(-1) ?? ''
}
