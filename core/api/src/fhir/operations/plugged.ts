import type { OwnPatients } from '@steckwerk/access'
import type { ResourceKey } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import type { FhirResource, OperationCaller, PlugOperation } from '@steckwerk/plug'
import type { FoundOperation, OperationSocket } from '@steckwerk/plugboard'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Authentication, Entered } from '../../authentication.ts'
import type { FhirAnswer, FhirCall, Interaction } from '../interaction.ts'
import { typedFault } from '../typed-fault.ts'
import { isId, missing, requireType } from '../type-and-id.ts'
import { keysIn, onlyPatientOf, patientsIn, pluggedInput } from './plugged-input.ts'
import { pluggedRefusal } from './plugged-refusal.ts'
import { pluggedRights } from './plugged-rights.ts'

export interface PluggedPorts {
  readonly socket: OperationSocket
  readonly authentication: Authentication
  readonly ownPatients: OwnPatients
  /** Remembers the context for what is logged, and looks at what is asked for. */
  readonly began: (request: FastifyRequest, entered: Entered) => void
  /** Carries it out, logged, and sends what it comes to. */
  readonly run: (request: FastifyRequest, reply: FastifyReply, interaction: Interaction, entered: Entered) => Promise<FastifyReply>
  readonly refuseAddress: (request: FastifyRequest, reply: FastifyReply) => never
}

interface Params {
  readonly carrier: string
  readonly type?: string
  readonly id?: string
  readonly operation: string
}

interface Asked {
  readonly entered: Entered
  readonly found: FoundOperation
  readonly patients: readonly string[] | undefined
}

const places: readonly { readonly level: PlugOperation['level']; readonly path: string }[] = [
  { level: 'system', path: '' }, { level: 'type', path: '/:type' }, { level: 'instance', path: '/:type/:id' },
]

/** What is not to be seen by who asks is nothing to ask a service about: it has rights of its own. To move an Appointment is to say again who comes: a
 *  Patient whom it is for may be named with it, though the desk that sees the one may not see the other.
 *  Faults: api/resource-missing, api/operation-patient. */
async function requireSeen(call: FhirCall, input: FhirResource | undefined, patients: readonly string[] | undefined): Promise<void> {
  const instance: readonly ResourceKey[] = call.id === '' ? [] : [{ type: call.type, id: call.id }]
  if (call.id !== '' && !isId(call.id)) throw missing()
  const named = patientsIn(input, call.base)
  const telling = patients === undefined && call.type === 'Appointment' ? [...instance, ...keysIn(input, call.base, 'Appointment')] : []
  const rows = await call.read((reader) => reader.getMany([...instance, ...named, ...telling]))
  const textOf = ({ type, id }: ResourceKey): string | undefined => rows.get(`${type}/${id}`)?.text
  const told = new Set(telling.flatMap((key) => textOf(key) ?? []).map((text) => onlyPatientOf(text, call.base)))
  if (!instance.every((key) => textOf(key) !== undefined)) throw missing()
  if (!named.every((key) => patients === undefined ? textOf(key) !== undefined || told.has(key.id) : textOf(key) !== undefined && patients.includes(key.id))) {
    throw new Fault('unprocessable', 'api/operation-patient', 'The input names a Patient that is not there, or none of whom you may ask this.')
  }
}

function callerOf({ ctx }: FhirCall, patients: readonly string[] | undefined, request: FastifyRequest): OperationCaller {
  const language = /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'de'
  return { actor: ctx.actor, ...(patients === undefined ? {} : { patients }), purpose: ctx.purpose, trace: ctx.trace, language }
}

/** Operations that the carrier's services answer, at whatever address no operation of our own stands. They are no entries of a batch or transaction.
 *  Source: FHIR R4 operations.html. Faults: api/no-provider, api/method, api/operation-body, api/operation-patient, api/not-permitted and those of the socket. */
export function addPlugged(server: FastifyInstance, ports: PluggedPorts): void {
  const { socket, authentication, ownPatients } = ports
  const asked = new WeakMap<FastifyRequest, Asked>()

  for (const { level, path } of places) {
    for (const method of ['GET', 'POST'] as const) {
      const interactionOf = (name: string, definition: string, handle: Interaction['handle']): Interaction =>
        ({ codes: [], operation: { name, definition }, method, path: `${path}/$${name}`, permission: 'fhir.read', letters: [], handle })
      server.route<{ Params: Params }>({
        method,
        url: `/:carrier${path}/$:operation`,
        config: { interaction: interactionOf('operation', 'urn:steckwerk:operation', () => Promise.reject(missing())) },
        onRequest: async (request, reply) => {
          const { carrier, type, operation: name } = request.params
          const entered = await authentication.entered(request, carrier, 'fhir.read')
          ports.began(request, entered)
          if (type !== undefined) requireType(type)
          const found = await socket.find(carrier, type, level, name)
          if (found === undefined) {
            if (!socket.isKnown(type, level, name)) ports.refuseAddress(request, reply)
            throw typedFault('not-found', 'api/no-provider', 'This carrier has chosen no service that answers this operation.', 'not-supported')
          }
          if (method === 'GET' && found.operation.affectsState) {
            reply.header('allow', 'POST')
            throw new Fault('method', 'api/method', 'This method is not supported at this address.')
          }
          asked.set(request, { entered, found, patients: await pluggedRights(entered, found.operation, ownPatients) })
        },
        handler: async (request, reply) => {
          const { entered, found: { plug, operation }, patients } = asked.get(request)!
          const { name, type } = operation
          const handle = async (call: FhirCall): Promise<FhirAnswer> => {
            const input = pluggedInput(call, method)
            await requireSeen(call, input, patients)
            const { status, resource, location } = await socket.call(request.params.carrier, {
              type, level, name, caller: callerOf(call, patients, request), ...(call.id === '' ? {} : { id: call.id }), ...(input === undefined ? {} : { input }),
            })
            if (status >= 400) throw pluggedRefusal(status, resource!)
            return {
              status: resource === undefined && status === 200 ? 204 : status,
              body: resource === undefined ? undefined : JSON.stringify(resource),
              location: location === undefined ? undefined : `${call.base}/${location}`,
            }
          }
          return ports.run(request, reply, interactionOf(name, operation.definition ?? `urn:steckwerk:operation:${plug}:${name}`, handle), entered)
        },
      })
    }
  }
}
