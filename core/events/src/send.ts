import { Fault, type Ctx } from '@steckwerk/kernel'
import type { Carrier } from '@steckwerk/store'
import type { Content } from './contract.ts'
import { fullContent } from './full-content.ts'
import type { Known } from './known.ts'
import { notification, type NotificationType } from './notification.ts'
import { hubCtx, type Ports } from './ports.ts'
import { secretsContext, type EventRow } from './rows.ts'

/** What came of a delivery. `last`: the number of the last event that arrived, where there were any. `why` is shown to who subscribed and holds nothing of
 *  the answer. */
export type Sent = { readonly last: number | undefined } | 'gone' | 'no-rights' | { readonly why: string }

type Posted = 'sent' | 'gone' | { readonly why: string }

interface Outgoing {
  readonly method: 'POST' | 'PUT'
  readonly url: string
  /** JSON text; '' = without a body. */
  readonly body: string
}

const contentOf = ({ form }: Known): Content => (form.content === 'resource' || form.content === 'ping' ? 'empty' : form.content)

/** The access log has who was told of whom, before they are. */
async function logged(ports: Ports, ctx: Ctx, id: string, patients: ReadonlySet<bigint>): Promise<void> {
  const { audit } = ports.access
  if (audit.on) await audit.write(ctx, [audit.row(ctx, { event: 'notified', type: 'Subscription', id, patients: [...patients] })])
}

/** Makes a notification of what its owner may see at this moment, of as many of the events as it may carry, and brings it there. Throws only what fails on
 *  our side. */
export async function send(ports: Ports, carrier: Carrier, known: Known, type: NotificationType, waiting: readonly EventRow[], signal: AbortSignal): Promise<Sent> {
  const { looks, rights, clock } = ports
  const { row, form } = known
  const ctx = await rights.ctxOf(row, carrier)
  if (ctx === undefined) return 'no-rights'
  const tells = form.content !== 'empty' && form.content !== 'ping' && waiting.length > 0
  const visible = tells ? await looks.visible(ctx, waiting) : undefined
  const events = visible !== undefined && form.content !== 'id-only' ? fullContent(waiting, visible) : waiting
  const arrived = { last: events.at(-1)?.number }
  if (visible !== undefined && visible.rows.size > 0) await logged(ports, ctx, row.id, visible.patients)
  const base = ports.baseOf(carrier)
  const told = { id: row.id, status: row.status, topic: form.topic, last: Math.max(row.last, events.at(-1)?.number ?? 0) }
  const bundle = (): ReturnType<typeof notification> => notification({
    told, base, type, content: contentOf(known), now: new Date(clock.now()), events, ...(visible === undefined ? {} : { visible }),
  })
  if (row.channel === 'inside') {
    const sent = await toService(ports, carrier, row.id, bundle(), signal)
    return sent === 'sent' ? arrived : sent
  }
  const outgoing: Outgoing[] = []
  if (type !== 'event-notification' || (form.content !== 'resource' && form.content !== 'ping')) outgoing.push({ method: 'POST', url: form.endpoint, body: JSON.stringify(bundle()) })
  else if (form.content === 'ping') outgoing.push({ method: 'POST', url: form.endpoint, body: '' })
  else {
    for (const { type: resourceType, id } of new Map(events.map((event) => [`${event.type}/${event.id}`, event])).values()) {
      const text = visible?.rows.get(`${resourceType}/${id}`)?.text
      if (text !== undefined) outgoing.push({ method: 'PUT', url: `${form.endpoint.replace(/\/$/, '')}/${resourceType}/${id}`, body: text })
    }
  }
  const headers = row.secrets === null ? [] : JSON.parse((await ports.access.keys.open(hubCtx(carrier, clock), row.secrets, secretsContext(row.id))).toString()) as string[]
  for (const one of outgoing) {
    const sent = await post(ports, one, headers, signal)
    if (sent !== 'sent') return sent
  }
  return arrived
}

async function toService(ports: Ports, carrier: Carrier, id: string, bundle: ReturnType<typeof notification>, signal: AbortSignal): Promise<Posted> {
  try {
    await ports.handlers.get(`${carrier.tenant} ${id}`)?.(bundle, signal)
    return 'sent'
  } catch (thrown) {
    return { why: thrown instanceof Fault ? thrown.code : 'The service failed.' }
  }
}

async function post(ports: Ports, { method, url, body }: Outgoing, headers: readonly string[], signal: AbortSignal): Promise<Posted> {
  try {
    const sent = new Headers(headers.map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]))
    if (body !== '') sent.set('content-type', 'application/fhir+json; charset=utf-8')
    // Events are told at least once: twice does no harm.
    const answer = await ports.access.outbound.fetch(url, { method, headers: sent, signal, ...(body === '' ? {} : { body }) }, { repeatable: true })
    if (answer.ok) return 'sent'
    return answer.status === 410 ? 'gone' : { why: `The endpoint answered ${answer.status}.` }
  } catch (thrown) {
    return { why: whyOf(thrown) }
  }
}

/** Why something failed, without anything of the far end's words. */
function whyOf(thrown: unknown): string {
  if (thrown instanceof Fault) return thrown.message
  const { name, code } = thrown as { readonly name?: string; readonly code?: unknown }
  if (name === 'TimeoutError' || name === 'AbortError') return 'The endpoint did not answer in time.'
  return typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code) ? `The endpoint cannot be reached (${code}).` : 'The endpoint cannot be reached.'
}
