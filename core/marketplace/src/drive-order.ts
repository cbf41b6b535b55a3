import { sql, type Ctx, type Log } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { advance, backOffMs, finished, type Move, type Place, type Task } from './advance.ts'
import { changeBinding, endBinding, listBindings } from './binding-rows.ts'
import type { BrokerRequest } from './broker-client.ts'
import { addEvents, changeOrder, findOrder, stateOfTask, taskOfState, type NewEvent, type OrderChange, type OrderRow } from './order-rows.ts'
import type { Outcome } from './outcome.ts'
import type { Grants, Ordered } from './ports.ts'
import { orderPoll, orderRequest } from './request-bodies.ts'
import { beginning, moved, placeOf } from './standing.ts'

export interface DriveParts {
  readonly store: Store
  readonly grants: Grants
  readonly log: Log
  readonly now: () => number
  /** Longest time of polling in seconds, where the plan names none. */
  readonly pollSeconds: number
  ask(broker: string, request: Omit<BrokerRequest, 'user'>, by: string): Promise<Outcome>
  isInside(broker: string): Promise<boolean>
}

const bindingsMs = 2_000
const ended = (state: OrderRow['state']): boolean => state === 'gone' || state === 'failed'

/** Goes on with an order at the place where it stands, by one step. What is read is written back over the same version only, so that a hub that was
 *  cut off, or that has lost the election meanwhile, changes nothing that went on without it. */
export async function driveOrder(parts: DriveParts, ctxNow: () => Ctx, id: string): Promise<void> {
  const row = await parts.store.read(ctxNow(), (r) => findOrder(r, id))
  if (row === undefined || row.next_at === null || row.next_at.getTime() > parts.now()) return
  if (row.state === 'leaving') return write(parts, ctxNow(), row, { ...begin('delete', ctxNow().now), step: 'before', ends_at: null }, [{ kind: 'ending' }])
  const task = taskOfState[row.state]
  if (task === undefined || row.step === null) return write(parts, ctxNow(), row, { next_at: null }, [])
  if (row.step === 'before') return takeBack(parts, ctxNow, row)
  if (row.step === 'finish') return finish(parts, ctxNow, row, task)
  const place = placeOf(row, task, row.step, parts.now())
  if (row.step === 'poll') return answered(parts, ctxNow(), row, place, await parts.ask(row.broker, orderPoll(row), row.asked_by))
  // Counted before it goes out: whoever goes on after a crash knows that it may have had an effect.
  const counted = await parts.store.write(ctxNow(), async (w) => {
    if (!await changeOrder(w, ctxNow(), row, { sends: place.sends })) return undefined
    if (row.sends === 0 && task !== 'clean') await addEvents(w, ctxNow(), row.id, [{ kind: 'sent' }])
    return findOrder(w, row.id)
  })
  if (counted === undefined) return
  return answered(parts, ctxNow(), counted, place, await parts.ask(row.broker, orderRequest(ctxNow().carrier, row, task), row.asked_by))
}

/** The place at a task's beginning. */
export function begin(task: Task, now: Date): OrderChange {
  return { state: stateOfTask[task], ...beginning(now) }
}

async function answered(parts: DriveParts, ctx: Ctx, row: OrderRow, place: Place, outcome: Outcome): Promise<void> {
  const move = advance(place, outcome)
  const events = eventsOf(row, place, outcome, move)
  const dashboard = 'body' in outcome && isAddress(outcome.body['dashboard_url']) ? outcome.body['dashboard_url'] : row.dashboard
  if (move.to === 'rest') {
    if (place.task === 'update') return write(parts, ctx, row, { ...resting('active'), wanted: null }, [...events, { kind: 'update-failed' }])
    return write(parts, ctx, row, { ...resting('failed'), ended_at: ctx.now }, [...events, { kind: 'failed' }])
  }
  if (move.task !== place.task) return write(parts, ctx, row, { ...begin(move.task, new Date(parts.now() + move.waitMs)), dashboard }, [...events, { kind: 'cleaning' }])
  return write(parts, ctx, row, { ...moved(row, move, outcome, row.plan_offer.longestPolling ?? parts.pollSeconds, parts.now()), dashboard }, events)
}

/** Attempts that repeat are told at the first, second, fourth, eighth … time. */
const isTold = (tries: number): boolean => tries < 2 || (tries & (tries - 1)) === 0

function eventsOf(row: OrderRow, { task }: Place, outcome: Outcome, move: Move): readonly NewEvent[] {
  if (move.event === 'done') return []
  const fact = { status: outcome.status, text: 'text' in outcome ? outcome.text : undefined }
  if (move.to === 'step' && move.again && !isTold(row.tries)) return []
  if (move.event === 'retry') return [{ kind: task === 'clean' ? 'cleaning-retry' : 'ending-retry', ...fact }]
  return [{ kind: move.event, ...fact }]
}

const resting = (state: OrderRow['state']): OrderChange => ({ state, step: null, sends: 0, tries: 0, operation: null, poll_until: null, next_at: null })

/** Before the broker hears that a carrier leaves: what was granted ends, and so do all credentials. */
async function takeBack(parts: DriveParts, ctxNow: () => Ctx, row: OrderRow): Promise<void> {
  try {
    await parts.grants.revoke(ctxNow(), await orderedOf(parts, row))
  } catch (thrown) {
    parts.log.error('a grant could not be taken back', thrown, { trace: row.id })
    return write(parts, ctxNow(), row, { tries: row.tries + 1, next_at: new Date(parts.now() + backOffMs(row.tries)) }, [])
  }
  const ctx = ctxNow()
  await parts.store.write(ctx, async (w) => {
    const held = await findOrder(w, row.id, sql`for update`)
    if (held?.version !== row.version) return
    const bindings = (await listBindings(w, row.id)).filter(({ state }) => state !== 'gone' && state !== 'failed')
    for (const one of bindings) if (one.state === 'asked' || one.state === 'ready') await changeBinding(w, one, endBinding(ctx.now))
    const first = row.tries === 0
    await changeOrder(w, ctx, row, bindings.length === 0 ? { step: 'send', tries: 0, next_at: ctx.now } : { tries: row.tries + 1, next_at: new Date(parts.now() + bindingsMs) })
    if (first) await addEvents(w, ctx, row.id, [{ kind: 'revoked' }])
  })
}

/** The broker is done; the hub's own part follows. */
async function finish(parts: DriveParts, ctxNow: () => Ctx, row: OrderRow, task: Task): Promise<void> {
  const rest = finished(task)
  if (rest === 'failed') return write(parts, ctxNow(), row, { ...resting('failed'), ended_at: ctxNow().now }, [{ kind: 'cleaned' }, { kind: 'failed' }])
  if (rest === 'gone') return write(parts, ctxNow(), row, { ...resting('gone'), ended_at: ctxNow().now }, [{ kind: 'gone' }])
  const { wanted } = row
  const now: OrderRow = task === 'update' && wanted !== null
    ? { ...row, plan: wanted.plan.id, plan_offer: wanted.plan, parameters: wanted.parameters ?? row.parameters, wanted: null }
    : row
  try {
    await parts.grants.grant(ctxNow(), await orderedOf(parts, now))
  } catch (thrown) {
    parts.log.error('an ordered service could not be connected', thrown, { trace: row.id })
    return write(parts, ctxNow(), row, { tries: row.tries + 1, next_at: new Date(parts.now() + backOffMs(row.tries)) }, isTold(row.tries) ? [{ kind: 'grant-retry' }] : [])
  }
  const ctx = ctxNow()
  const { id: plan, title, price } = now.plan_offer
  const plans = row.plans.at(-1)?.plan === plan ? row.plans : [...row.plans, { from: ctx.now.toISOString(), plan, title, price }]
  return write(parts, ctx, row, { ...resting('active'), plan: now.plan, plan_offer: now.plan_offer, parameters: now.parameters, wanted: null, plans },
    task === 'create' ? [{ kind: 'provisioned' }, { kind: 'granted' }] : [{ kind: 'updated' }])
}

async function write(parts: DriveParts, ctx: Ctx, row: OrderRow, change: OrderChange, events: readonly NewEvent[]): Promise<void> {
  await parts.store.write(ctx, async (w) => {
    if (await changeOrder(w, ctx, row, change)) await addEvents(w, ctx, row.id, await withoutEcho(events, () => w.query<{ kind: string; text: string | null }>(sql`
      select kind, text from st.service_order_event where order_id = ${row.id}::uuid order by number desc limit 1`)))
  })
  if (change.state !== undefined && ended(change.state)) parts.log.info('an order has ended', { trace: row.id, state: change.state })
}

/** Progress that says what the last entry said is no news. */
async function withoutEcho(events: readonly NewEvent[], last: () => Promise<readonly { readonly kind: string; readonly text: string | null }[]>): Promise<readonly NewEvent[]> {
  if (events.length !== 1 || events[0]!.kind !== 'progress') return events
  const [before] = await last()
  return before?.kind === 'progress' && before.text === (events[0]!.text ?? null) ? [] : events
}

async function orderedOf(parts: DriveParts, row: OrderRow): Promise<Ordered> {
  return {
    instance: row.id, name: row.offer.name, service: row.service, plan: row.plan, capability: row.offer.capability, inside: await parts.isInside(row.broker), scopes: row.offer.scopes,
    parameters: row.parameters,
  }
}

/** Only what a browser may follow. */
function isAddress(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 2_000 && /^https?:$/.test(URL.parse(value)?.protocol ?? '')
}
