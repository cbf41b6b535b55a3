import { pino, type DestinationStream } from 'pino'
import { Fault } from './fault.ts'

/** The only fields a log line may carry. Each holds a technical word or a number, never patient data;
 *  anything else is dropped before it is written, so a slip of the pen cannot leak. */
export interface LogFields {
  readonly carrier?: string
  readonly connector?: string
  readonly channel?: string
  readonly stream?: number
  readonly epoch?: string
  readonly trace?: string
  readonly route?: string
  readonly method?: string
  readonly status?: number
  readonly code?: string
  readonly type?: string
  readonly count?: number
  readonly bytes?: number
  readonly ms?: number
  readonly port?: number
  readonly pid?: number
  readonly signal?: string
  readonly state?: string
  readonly job?: string
  readonly version?: string
}

export interface Log {
  debug(event: string, fields?: LogFields): void
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  /** Logs a fault by its code and an unexpected error by its class and stack frames, never by its message. */
  error(event: string, thrown: unknown, fields?: LogFields): void
}

const allowed: ReadonlySet<string> = new Set<keyof LogFields>([
  'carrier', 'connector', 'channel', 'stream', 'epoch', 'trace', 'route', 'method', 'status', 'code', 'type', 'count',
  'bytes', 'ms', 'port', 'pid', 'signal', 'state', 'job', 'version',
])
const technicalWord = /^[A-Za-z0-9_.:/{}*@+-]{0,96}$/

function safe(fields: LogFields | undefined): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields ?? {})) {
    if (!allowed.has(name)) continue
    if (typeof value === 'number') kept[name] = value
    else if (typeof value === 'string') kept[name] = technicalWord.test(value) ? value : '(withheld)'
  }
  return kept
}

function frames(error: Error): string[] {
  return (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 8).map((line) => line.trim())
}

function describe(thrown: unknown): Record<string, unknown> {
  if (thrown instanceof Fault) {
    const cause = thrown.cause instanceof Error ? { cause: thrown.cause.name, at: frames(thrown.cause) } : {}
    return { fault: thrown.code, ...cause }
  }
  if (thrown instanceof Error) {
    const code = (thrown as { code?: unknown }).code
    return { error: thrown.name, ...(typeof code === 'string' && technicalWord.test(code) ? { code } : {}), at: frames(thrown) }
  }
  return { error: typeof thrown }
}

/** A structured log (one JSON object a line) to standard output, or to `destination`.
 *  `level` is a pino level name; `name` the process ("hub", "connector"). */
export function createLog(name: string, level: string, destination?: DestinationStream): Log {
  const options = { name, level, base: { name, pid: process.pid } }
  const logger = destination === undefined ? pino(options) : pino(options, destination)
  return {
    // Asked first: a busy hub would clean the fields of thousands of lines nobody wants.
    debug: (event, fields) => void (logger.isLevelEnabled('debug') && logger.debug(safe(fields), event)),
    info: (event, fields) => void (logger.isLevelEnabled('info') && logger.info(safe(fields), event)),
    warn: (event, fields) => logger.warn(safe(fields), event),
    error: (event, thrown, fields) => logger.error({ ...safe(fields), ...describe(thrown) }, event),
  }
}
