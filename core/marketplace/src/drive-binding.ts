import { randomUUID } from 'node:crypto'
import type { Keys } from '@steckwerk/access'
import { sql, type Ctx } from '@steckwerk/kernel'
import { z } from 'zod'
import { advance, backOffMs, finished, type Place, type Task } from './advance.ts'
import {
  addBinding, bindingOfTask, changeBinding, credentialsContext, endBinding, findBinding, taskOfBinding, type BindingChange, type BindingRow,
} from './binding-rows.ts'
import type { DriveParts } from './drive-order.ts'
import { addEvents, findOrder, type NewEvent, type OrderRow } from './order-rows.ts'
import type { Outcome } from './outcome.ts'
import { bindingFetch, bindingPoll, bindingRequest } from './request-bodies.ts'
import { moved, placeOf } from './standing.ts'

export interface BindingParts extends DriveParts {
  readonly keys: Pick<Keys, 'sealer'>
}

const mostFetches = 8
const week = 7 * 86_400_000
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text)).optional().catch(undefined)
const made = z.object({
  credentials: z.unknown().refine((value) => value !== undefined),
  metadata: z.object({ expires_at: instant, renew_before: instant }).optional().catch(undefined),
})

/** Goes on with a binding by one step, as driveOrder does. */
export async function driveBinding(parts: BindingParts, ctxNow: () => Ctx, order: string, id: string): Promise<void> {
  const [instance, row] = await parts.store.read(ctxNow(), async (r) => [await findOrder(r, order), await findBinding(r, order, id)] as const)
  if (instance === undefined || row === undefined || row.next_at === null || row.next_at.getTime() > parts.now()) return
  if (row.state === 'ready') return timeCame(parts, ctxNow(), instance, row)
  const task = taskOfBinding[row.state]
  if (task === undefined || row.step === null) return write(parts, ctxNow(), row, { next_at: null }, [])
  if (row.step === 'finish') return task === 'create' ? fetched(parts, ctxNow, instance, row) : write(parts, ctxNow(), row, over(task), task === 'delete' ? [{ kind: 'unbound' }] : [{ kind: 'binding-failed' }])
  const place = placeOf(row, task, row.step, parts.now())
  if (row.step === 'poll') return answered(parts, ctxNow(), instance, row, place, await parts.ask(instance.broker, bindingPoll(instance, row), row.asked_by))
  const counted = await parts.store.write(ctxNow(), async (w) => await changeBinding(w, row, { sends: place.sends }) ? findBinding(w, order, id) : undefined)
  if (counted === undefined) return
  return answered(parts, ctxNow(), instance, counted, place, await parts.ask(instance.broker, bindingRequest(ctxNow().carrier, instance, row, task), row.asked_by))
}

const over = (task: Task): BindingChange => ({ state: finished(task) === 'gone' ? 'gone' : 'failed', step: null, next_at: null, credentials: null, operation: null, poll_until: null })
const clean = (now: Date): BindingChange => ({ ...endBinding(now), state: 'cleaning' })

async function answered(parts: BindingParts, ctx: Ctx, order: OrderRow, row: BindingRow, place: Place, outcome: Outcome): Promise<void> {
  // Made at once: the answer has the credentials, and may be the only one that ever has.
  if (outcome.kind === 'done' && place.task === 'create' && place.step === 'send') return ready(parts, ctx, row, outcome.body)
  const move = advance(place, outcome)
  if (move.to === 'rest') {
    return write(parts, ctx, row, { state: 'failed', step: null, next_at: null, operation: null, poll_until: null },
      [{ kind: 'binding-failed', status: outcome.status, text: 'text' in outcome ? outcome.text : undefined }])
  }
  if (move.task !== place.task) return write(parts, ctx, row, clean(new Date(parts.now() + move.waitMs)), [])
  const state = bindingOfTask[place.task as keyof typeof bindingOfTask]
  return write(parts, ctx, row, { state, ...moved(row, move, outcome, order.plan_offer.longestPolling ?? parts.pollSeconds, parts.now()) }, [])
}

/** Made in the background: the credentials are fetched. */
async function fetched(parts: BindingParts, ctxNow: () => Ctx, order: OrderRow, row: BindingRow): Promise<void> {
  const outcome = await parts.ask(order.broker, bindingFetch(order, row), row.asked_by)
  if (outcome.kind === 'done') return ready(parts, ctxNow(), row, outcome.body)
  const ctx = ctxNow()
  if (row.tries >= mostFetches) return write(parts, ctx, row, clean(ctx.now), [])
  return write(parts, ctx, row, { tries: row.tries + 1, next_at: new Date(parts.now() + backOffMs(row.tries)) }, [])
}

async function ready(parts: BindingParts, ctx: Ctx, row: BindingRow, body: Readonly<Record<string, unknown>>): Promise<void> {
  const read = made.safeParse(body)
  // Without credentials it is of no use to anybody.
  if (!read.success) return write(parts, ctx, row, clean(ctx.now), [])
  const { credentials, metadata } = read.data
  const expires = metadata?.expires_at ?? null
  const renew = metadata?.renew_before ?? (expires === null ? null : new Date(expires.getTime() - Math.min(week, (expires.getTime() - ctx.now.getTime()) / 3)))
  const sealed = (await parts.keys.sealer(ctx)).seal(Buffer.from(JSON.stringify(credentials)), credentialsContext(row.id))
  return write(parts, ctx, row, {
    state: 'ready', step: null, tries: 0, operation: null, poll_until: null, credentials: sealed, expires_at: expires, renew_at: renew, next_at: earliest(expires, renew),
  }, [{ kind: row.predecessor === null ? 'bound' : 'binding-rotated' }])
}

export function earliest(...instants: readonly (Date | null)[]): Date | null {
  const there = instants.filter((one) => one !== null).map((one) => one.getTime())
  return there.length === 0 ? null : new Date(Math.min(...there))
}

/** A binding at work is to be replaced, or has run out. */
async function timeCame(parts: BindingParts, ctx: Ctx, order: OrderRow, row: BindingRow): Promise<void> {
  if (row.expires_at !== null && row.expires_at <= ctx.now) return write(parts, ctx, row, endBinding(ctx.now), [])
  await parts.store.write(ctx, async (w) => {
    if (!await changeBinding(w, row, { renew_at: null, next_at: row.expires_at })) return
    if (row.renew_at !== null && order.state === 'active') await addBinding(w, ctx.tenant, { id: randomUUID(), order: order.id, by: row.asked_by, now: ctx.now, predecessor: row.id })
  })
}

async function write(parts: BindingParts, ctx: Ctx, row: BindingRow, change: BindingChange, events: readonly NewEvent[]): Promise<void> {
  await parts.store.write(ctx, async (w) => {
    // The order's row keeps its timeline's numbers apart.
    await findOrder(w, row.order_id, sql`for update`)
    if (await changeBinding(w, row, change)) await addEvents(w, ctx, row.order_id, events)
  })
}
