import type { Content, Subscriptions } from '@steckwerk/events'
import { Fault } from '@steckwerk/kernel'
import type { FhirAnswer, FhirCall, Interaction } from '../fhir/interaction.ts'
import { readInputs, type InputSpec } from '../fhir/operations/inputs.ts'
import { operation } from '../fhir/operations/operation.ts'

const definition = (name: string): string => `http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-${name}`
const type = 'Subscription'
const contents: readonly string[] = ['empty', 'id-only', 'full-resource'] satisfies readonly Content[]

const filters: readonly InputSpec[] = [{ name: 'id', type: 'code', many: true }, { name: 'status', type: 'code', many: true }]
const ranges: readonly InputSpec[] = [{ name: 'eventsSinceNumber', type: 'code' }, { name: 'eventsUntilNumber', type: 'code' }, { name: 'content', type: 'code' }]
const idsOnly: readonly InputSpec[] = [{ name: 'id', type: 'code', many: true }]

const body = (resource: object): FhirAnswer => ({ status: 200, body: JSON.stringify(resource) })

function numberOf(text: string | undefined, at: string): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,15}$/.test(text)) throw new Fault('invalid', 'api/operation-input', 'The number of an event is a whole number.', { at })
  return Number(text)
}

async function status(subscriptions: Subscriptions, call: FhirCall): Promise<FhirAnswer> {
  const inputs = readInputs(call, filters)
  // Of one Subscription, the filters are ignored.
  const [ids, states] = call.id === '' ? [inputs.all('id'), inputs.all('status')] : [[call.id], []]
  if (call.id !== '' && (await subscriptions.get(call.ctx, call.id)) === undefined) throw new Fault('not-found', 'events/missing', 'There is no such Subscription here.')
  return body(await subscriptions.status(call.ctx, call.base, { ...(ids.length === 0 ? {} : { ids }), ...(states.length === 0 ? {} : { status: states }) }))
}

async function events(subscriptions: Subscriptions, call: FhirCall): Promise<FhirAnswer> {
  const inputs = readInputs(call, ranges)
  const [since, until, content] = [
    numberOf(inputs.one('eventsSinceNumber'), 'eventsSinceNumber'), numberOf(inputs.one('eventsUntilNumber'), 'eventsUntilNumber'), inputs.one('content'),
  ]
  if (content !== undefined && !contents.includes(content)) throw new Fault('invalid', 'api/operation-input', 'The content is empty, id-only or full-resource.', { at: 'content' })
  return body(await subscriptions.events(call.ctx, call.base, call.id, {
    ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }), ...(content === undefined ? {} : { content: content as Content }),
  }))
}

async function bindingToken(subscriptions: Subscriptions, call: FhirCall): Promise<FhirAnswer> {
  const inputs = readInputs(call, idsOnly)
  const ids = call.id === '' ? inputs.all('id') : [call.id]
  if (ids.length === 0) throw new Fault('invalid', 'api/operation-input', 'Name the Subscriptions to bind.', { at: 'id' })
  const { token, expires } = await subscriptions.bindingToken(call.ctx, ids)
  return body({
    resourceType: 'Parameters',
    parameter: [
      { name: 'token', valueString: token },
      { name: 'expiration', valueDateTime: expires.toISOString() },
      ...ids.map((id) => ({ name: 'subscription', valueString: id })),
      { name: 'websocket-url', valueUrl: `${call.base.replace(/^http/, 'ws')}/$subscription-ws` },
    ],
  })
}

/** How Subscriptions stand, and what they were told. Source: Subscriptions R5 Backport 1.1, operations. Faults: those of readInputs, events/missing,
 *  events/no-websocket. */
export function subscriptionOperations(subscriptions: Subscriptions): readonly Interaction[] {
  const common = { permission: 'fhir.read', letters: ['r'] } as const
  const types = [type]
  return [
    ...operation({
      ...common, claim: { name: 'status', definition: definition('status'), types }, paths: [`/${type}`, `/${type}/:id`], methods: ['GET', 'POST'],
      handle: (call) => status(subscriptions, call),
    }),
    ...operation({
      ...common, claim: { name: 'events', definition: definition('events'), types }, paths: [`/${type}/:id`], methods: ['GET', 'POST'],
      handle: (call) => events(subscriptions, call),
    }),
    ...operation({
      ...common, claim: { name: 'get-ws-binding-token', definition: definition('get-ws-binding-token'), types }, paths: [`/${type}`, `/${type}/:id`], methods: ['POST'],
      handle: (call) => bindingToken(subscriptions, call),
    }),
  ]
}
