import { faultOutcome } from '@steckwerk/fhir'
import { Fault, type Clock, type Ctx, type Log } from '@steckwerk/kernel'
import type { AuditTrail, Duplicates, LogReader, OwnPatients, Smart } from '@steckwerk/access'
import type { Plugboard } from '@steckwerk/plugboard'
import type { Subscriptions } from '@steckwerk/events'
import { networkTypes, type Store } from '@steckwerk/store'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Authentication } from '../authentication.ts'
import { guardedWrites } from '../plugs/guarded-writes.ts'
import type { PublicAddress } from '../server-config.ts'
import { bearerChallenge } from '../smart/bearer-challenge.ts'
import { addSmartDiscovery } from '../smart/discovery-routes.ts'
import { faultOf } from '../web/fault-of.ts'
import { rawQuery } from '../web/raw-query.ts'
import { auditEventInteractions } from '../audit/audit-event-interactions.ts'
import { subscriptionInteractions, subscriptionServer } from '../subscriptions/interactions.ts'
import { subscriptionOperations } from '../subscriptions/operations.ts'
import { topicInteractions } from '../subscriptions/topics.ts'
import { createAudited } from './audited.ts'
import { longestBody, readFhirBodies, type Body } from './body.ts'
import { baseOf } from './base.ts'
import { capabilityMode } from './capability-mode.ts'
import { capabilityText } from './capability-statement.ts'
import { conditionalDelete } from './conditional-delete.ts'
import { conditionalPatch } from './conditional-patch.ts'
import { conditionalUpdate } from './conditional-update.ts'
import { create } from './create.ts'
import { remove } from './delete.ts'
import { etag } from './etag.ts'
import { historyInstance } from './history-instance.ts'
import { historySystem } from './history-system.ts'
import { historyType } from './history-type.ts'
import { indentJson } from './indent-json.ts'
import type { FhirAnswer, FhirCall, Interaction } from './interaction.ts'
import { fhirJson, requireJson } from './media-type.ts'
import { methodsAt } from './methods-at.ts'
import { refuseParameters } from './parameters.ts'
import { matchOperation } from './operations/match.ts'
import { operations } from './operations/operations.ts'
import { addPlugged } from './operations/plugged.ts'
import { pluggedCapability } from './operations/plugged-capability.ts'
import { heldToNetworks } from './network-base.ts'
import { patch } from './patch.ts'
import { readPrefer } from './prefer.ts'
import { read } from './read.ts'
import { createRefusals } from './refusals.ts'
import { requireAllowed } from './require-allowed.ts'
import { searchCompartment } from './search-compartment.ts'
import { searchType, searchTypePost } from './search-type.ts'
import { system } from './system.ts'
import { requireType } from './type-and-id.ts'
import { update } from './update.ts'
import { vread } from './vread.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a route of /fhir is, for the log of what was refused there. */
    readonly interaction?: Interaction
  }
}

export interface FhirRoutesOptions {
  readonly store: Store
  readonly authentication: Authentication
  readonly smart: Smart
  readonly trail: AuditTrail
  readonly logReader: LogReader
  readonly duplicates: Duplicates
  readonly subscriptions?: Subscriptions | undefined
  readonly ownPatients: OwnPatients
  /** Services that answer operations; without it there are none. */
  readonly plugboard?: Plugboard | undefined
  readonly clock: Clock
  readonly log: Log
  readonly address: PublicAddress
  readonly version: string
}

interface Params {
  readonly carrier: string
  readonly type?: string
  readonly id?: string
  readonly versionId?: string
  readonly member?: string
}

function text(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(',') : value
}

/** Refuses formats we do not speak. Faults: api/format. */
function negotiate(request: FastifyRequest, query: string): void {
  const { accept } = request.headers
  requireJson(query === '' ? null : new URLSearchParams(query).get('_format'), accept)
}

function wantsPretty(query: string): boolean {
  return query.includes('_pretty=') && new URLSearchParams(query).get('_pretty') === 'true'
}

function send(reply: FastifyReply, answer: FhirAnswer, query: string): FastifyReply {
  reply.code(answer.status)
  if (answer.version !== undefined) reply.header('etag', etag(answer.version))
  if (answer.lastModified !== undefined) reply.header('last-modified', new Date(answer.lastModified).toUTCString())
  if (answer.location !== undefined) reply.header('location', answer.location)
  reply.header('cache-control', 'no-store')
  if (answer.body === undefined) return reply.send()
  return reply.header('content-type', fhirJson).send(wantsPretty(query) ? indentJson(answer.body) : answer.body)
}

/** Everything under /fhir: one handler an interaction, errors as OperationOutcome whatever failed. */
export function fhirRoutes(options: FhirRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { store, authentication, log, address, plugboard } = options
  const contexts = new WeakMap<FastifyRequest, Ctx>()
  const logged = heldToNetworks(createAudited(options.trail, store), store)
  const audited = plugboard === undefined ? logged : guardedWrites(logged, plugboard.guards)
  const refusals = createRefusals({ trail: options.trail, audited, authentication, store, clock: options.clock })
  const tell = (thrown: unknown): void => log.error('batch entry failed', thrown)
  const alone: readonly Interaction[] = [
    read, vread, update, conditionalUpdate, patch, conditionalPatch, remove, conditionalDelete, historyInstance, historyType,
    historySystem, create, searchType, searchTypePost, ...searchCompartment, ...operations,
    ...auditEventInteractions(options.logReader), ...matchOperation(options.duplicates),
    ...(options.subscriptions === undefined ? [] : [...subscriptionInteractions(options.subscriptions), ...subscriptionOperations(options.subscriptions), ...topicInteractions]),
  ]
  const interactions = [...alone, system(alone, audited, tell)]

  const date = new Date().toISOString()
  const statement = capabilityText({
    interactions, version: options.version, date, ...(options.subscriptions === undefined ? {} : { instantiates: [subscriptionServer], sockets: true }),
  })
  const networkStatement = capabilityText({ interactions: interactions.filter(({ only }) => only === undefined), version: options.version, date, types: networkTypes })

  const withPlugged = pluggedCapability()

  function callOf(request: FastifyRequest, params: Params, ctx: Ctx, query: string): FhirCall {
    const { headers } = request
    return {
      ctx,
      base: baseOf(request, params.carrier, address),
      type: params.type ?? '',
      id: params.id ?? '',
      versionId: params.versionId ?? '',
      member: params.member ?? '',
      query,
      body: request.body as Body | undefined,
      prefer: readPrefer(text(headers.prefer)),
      ifMatch: headers['if-match'],
      ifNoneMatch: headers['if-none-match'],
      ifModifiedSince: headers['if-modified-since'],
      ifNoneExist: text(headers['if-none-exist']),
      read: (work) => store.read(ctx, work),
      commit: (change) => store.commit(ctx, change),
      write: (work) => store.write(ctx, work, { retry: true }),
    }
  }

  return async (server) => {
    readFhirBodies(server)
    addSmartDiscovery(server, { smart: options.smart, store, address })

    server.setErrorHandler(async (thrown, request, reply) => {
      // A refusal that cannot be logged is not told either.
      const fault = await refusals.log(request, contexts.get(request), faultOf(thrown))
      if (fault.kind === 'internal') log.error('request failed', thrown, { trace: request.id, route: request.routeOptions.url ?? '(none)' })
      if (fault.kind === 'unavailable' || fault.kind === 'throttled') reply.header('retry-after', '1')
      const challenge = bearerChallenge(fault, request.headers.authorization !== undefined)
      if (challenge !== undefined) reply.header('www-authenticate', challenge)
      return reply.code(fault.status).header('cache-control', 'no-store').header('content-type', fhirJson).send(JSON.stringify(faultOutcome(fault)))
    })

    /** Faults: api/method, api/operation-unknown, api/not-found. */
    function refuseAddress(request: FastifyRequest, reply: FastifyReply): never {
      const allowed = methodsAt(interactions, request.url)
      if (allowed.length > 0) {
        reply.header('allow', allowed.join(', '))
        throw new Fault('method', 'api/method', 'This method is not supported at this address.')
      }
      if (/\/\$[^/?]*\/?(?:\?|$)/.test(request.url)) {
        throw new Fault('not-found', 'api/operation-unknown', 'There is no such operation at this address; the CapabilityStatement lists them.')
      }
      throw new Fault('not-found', 'api/not-found', 'There is nothing at this address.')
    }

    server.setNotFoundHandler(async (request, reply) => {
      await authentication.principal(request)
      refuseAddress(request, reply)
    })

    for (const interaction of interactions) {
      server.route<{ Params: Params }>({
        method: interaction.method,
        url: `/:carrier${interaction.path}`,
        bodyLimit: longestBody,
        config: { interaction },
        // Before the body is taken in: nobody unknown makes the hub hold megabytes.
        onRequest: async (request, reply) => {
          const ctx = await authentication.enter(request, request.params.carrier, interaction.permission)
          contexts.set(request, ctx)
          negotiate(request, rawQuery(request))
          const { type, id, member } = request.params
          if (type !== undefined) requireType(type)
          // An operation that is not there is no resource of that id, and a search is none to be patched.
          if (/^[_$]/.test(member ?? id ?? '')) refuseAddress(request, reply)
          requireAllowed(ctx.view, interaction, { type, member, ifNoneExist: text(request.headers['if-none-exist']) })
        },
        handler: async (request, reply) => {
          const query = rawQuery(request)
          return send(reply, await audited.run(interaction, callOf(request, request.params, contexts.get(request)!, query)), query)
        },
      })
    }

    if (plugboard !== undefined) {
      addPlugged(server, {
        socket: plugboard.operations, authentication, ownPatients: options.ownPatients, refuseAddress,
        began: (request, { ctx }) => {
          contexts.set(request, ctx)
          negotiate(request, rawQuery(request))
        },
        run: async (request, reply, interaction, { ctx }) => {
          const query = rawQuery(request)
          return send(reply, await audited.run(interaction, callOf(request, request.params as Params, ctx, query)), query)
        },
      })
    }

    // A carrier's base address is public, so what it can do is too, as SMART's discovery will need it.
    server.get<{ Params: Params }>('/:carrier/metadata', async (request, reply) => {
      const query = rawQuery(request)
      negotiate(request, query)
      const mode = capabilityMode(refuseParameters(query, readPrefer(text(request.headers.prefer)).lenient, ['mode']))
      const carrier = await store.carrier(request.params.carrier)
      if (carrier === undefined) {
        throw new Fault('not-found', 'api/carrier-unknown', 'There is no such carrier here.')
      }
      const plugged = (await plugboard?.operations.list(request.params.carrier)) ?? []
      const stated = carrier.kind === 'network' ? networkStatement : statement
      return send(reply, { status: 200, body: withPlugged(stated(baseOf(request, request.params.carrier, address), mode), plugged) }, query)
    })
  }
}
