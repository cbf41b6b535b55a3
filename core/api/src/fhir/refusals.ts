import type { AuditTrail, Decision } from '@steckwerk/access'
import { asTenant, type Clock, type Ctx, type Fault } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { FastifyRequest } from 'fastify'
import type { Authentication } from '../authentication.ts'
import { faultOf } from '../web/fault-of.ts'
import { rawQuery } from '../web/raw-query.ts'
import type { Asked, Audited } from './audited.ts'
import type { Body } from './body.ts'

export interface Refusals {
  /** The fault to answer with: that one, or the log's own. */
  log(request: FastifyRequest, ctx: Ctx | undefined, fault: Fault): Promise<Fault>
}

/** Strangers fill no disk: so many of their attempts a minute are logged each, and how many more there were with the next minute's first. */
const strangersAMinute = 60

/** Nothing was decided: only what is refused is logged by it. */
const undecided: Decision = { permissions: new Set(), view: undefined, purpose: '' }

interface Params {
  readonly carrier?: string
  readonly type?: string
  readonly id?: string
  readonly versionId?: string
}

/** What is refused: with an account, at the carrier it was asked of; without one, in the platform's own log. */
export function createRefusals(options: {
  readonly trail: AuditTrail
  readonly audited: Audited
  readonly authentication: Authentication
  readonly store: Store
  readonly clock: Clock
}): Refusals {
  const { trail, audited, authentication, store, clock } = options
  let minute = 0
  let strangers = 0

  const platformCtx = (request: FastifyRequest, actor: string): Ctx => ({
    tenant: asTenant(0), carrier: '', actor, purpose: '', trace: request.id, now: new Date(clock.now()), address: request.ip,
  })

  async function logStranger(request: FastifyRequest, fault: Fault): Promise<void> {
    const now = Math.floor(clock.now() / 60_000)
    const unlogged = now === minute ? 0 : Math.max(0, strangers - strangersAMinute)
    if (now !== minute) {
      minute = now
      strangers = 0
    }
    strangers++
    if (strangers > strangersAMinute) return
    const detail = { code: fault.code, ...(unlogged === 0 ? {} : { unlogged: String(unlogged) }) }
    await trail.record(platformCtx(request, 'Device/unknown'), { event: 'refused', outcome: 'refused', detail })
  }

  async function logRefusal(request: FastifyRequest, entered: Ctx | undefined, fault: Fault): Promise<void> {
    const params = (request.params ?? {}) as Params
    const { interaction } = request.routeOptions.config
    const asked: Asked = {
      interaction, type: params.type ?? '', id: params.id ?? '', versionId: params.versionId ?? '', query: rawQuery(request), body: request.body as Body | undefined,
    }
    if (entered !== undefined) return audited.refused(entered, asked, fault)
    const who = await authentication.find(request).catch(() => undefined)
    if (who === undefined) return logStranger(request, fault)
    const carrier = await store.carrier(params.carrier ?? '')
    // As the carrier knows the asker: a person goes by another name at each.
    const ctx = carrier === undefined ? platformCtx(request, who.actor) : authentication.ctxOf(request, who, carrier, undecided)
    await audited.refused(ctx, asked, fault)
  }

  return {
    log: async (request, ctx, fault) => {
      try {
        await logRefusal(request, ctx, fault)
        return fault
      } catch (thrown) {
        return faultOf(thrown)
      }
    },
  }
}
