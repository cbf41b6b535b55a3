import { asTenant, type Ctx } from './ctx.ts'
import type { Log } from './log.ts'

/** A context for tests; `tenant` 1 is the carrier `alpha`. */
export function testCtx(tenant = 1, carrier = 'alpha'): Ctx {
  return { tenant: asTenant(tenant), carrier, actor: 'Device/test', purpose: 'TREAT', trace: 'test', now: new Date() }
}

/** A log that swallows everything. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
