import type { FhirBundle, FhirResource, GuardCall, OperationAnswer, OperationCall, PlugHealth, PlugManifest, RouteAnswer, RouteCall } from '@steckwerk/plug'
import { plugManifest } from '@steckwerk/plug'
import { Fault } from '@steckwerk/kernel'
import { z } from 'zod'
import { longest, nonsense, tooLarge } from './checked-answer.ts'
import { outsideRouteAnswer, outsideRouteBody } from './outside-route.ts'
import type { Parts } from './parts.ts'

/** A service as it tells of itself at its address. */
export interface Introduction {
  readonly manifest: PlugManifest
  readonly jwks: { readonly keys: readonly Readonly<Record<string, unknown>>[] }
}

/** A service outside, asked over HTTP through the guarded fetch. Faults: plugboard/unreachable, plugboard/answer-nonsense, plugboard/answer-size,
 *  access/address-private. */
export interface OutsidePlug {
  health(signal: AbortSignal): Promise<PlugHealth>
  operation(call: OperationCall, signal: AbortSignal): Promise<OperationAnswer>
  /** Whole, never as a stream. */
  route(call: RouteCall, signal: AbortSignal): Promise<RouteAnswer>
  guard(call: GuardCall, signal: AbortSignal): Promise<OperationAnswer>
  notified(carrier: string, notification: FhirBundle, signal: AbortSignal): Promise<void>
}

const healthShape = z.object({ state: z.enum(['ok', 'degraded', 'down']), reason: z.string().max(400).optional() })
const keysShape = z.object({ keys: z.array(z.record(z.string(), z.unknown())).min(1).max(10) })

async function ask({ access }: Parts, url: string, init: RequestInit = {}): Promise<Response> {
  return access.outbound.fetch(url, init, { bytes: longest }).catch((cause: unknown) => {
    if (cause instanceof Fault) throw cause.kind === 'too-large' ? tooLarge(cause) : cause
    throw new Fault('unavailable', 'plugboard/unreachable', 'The service does not answer at its address.', { cause })
  })
}

async function shaped<T>(answer: Response, shape: z.ZodType<T>): Promise<T> {
  try {
    if (answer.status !== 200) throw new Error(`status ${answer.status}`)
    return shape.parse(await answer.json())
  } catch (cause) {
    throw nonsense(cause)
  }
}

/** Reads what the service at an address says of itself. Faults: plugboard/manifest and those above. */
export async function introduce(parts: Parts, url: string): Promise<Introduction> {
  const answer = await ask(parts, `${url}/.well-known/steckwerk-plug.json`)
  const told: unknown = answer.status === 200 ? await answer.json().catch(() => undefined) : undefined
  const parsed = plugManifest.safeParse(told)
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path }) => ({ severity: 'error' as const, type: 'value', text: 'This part of the manifest is missing, not known or not of its form.', at: path.join('.') }))
    throw new Fault('unprocessable', 'plugboard/manifest', 'There is no sound manifest at .well-known/steckwerk-plug.json of this address.', { issues })
  }
  return { manifest: parsed.data, jwks: await shaped(await ask(parts, `${url}/.well-known/jwks.json`), keysShape) }
}

async function answered(answer: Response): Promise<OperationAnswer> {
  const text = await answer.text()
  const location = answer.headers.get('location')
  try {
    return { status: answer.status, resource: text === '' ? undefined : (JSON.parse(text) as FhirResource), ...(location === null ? {} : { location }) }
  } catch (cause) {
    throw nonsense(cause)
  }
}

export function outsidePlug(parts: Parts, url: string): OutsidePlug {
  async function told(path: string, claims: { readonly carrier: string; readonly sub: string } & Readonly<Record<string, unknown>>, body: object | undefined, signal: AbortSignal): Promise<Response> {
    const jwt = await parts.access.smart.sign(parts.publicUrl(), { ...claims, aud: url })
    const answer = await ask(parts, `${url}${path}`, {
      method: 'POST', signal,
      headers: { authorization: `Bearer ${jwt}`, accept: 'application/fhir+json', 'content-type': 'application/fhir+json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    // That it does not know the hub is the service's own failure, as one of its own is.
    if (answer.status >= 500 || answer.status === 401 || (answer.status >= 300 && answer.status < 400)) {
      throw new Fault('unavailable', 'plugboard/failed', 'The service that answers this failed.')
    }
    return answer
  }

  return {
    health: async (signal) => {
      const { state, reason } = await shaped(await ask(parts, `${url}/health`, { signal }), healthShape)
      return { state, ...(reason === undefined ? {} : { reason }) }
    },
    operation: async ({ carrier, type, id, name, caller, input }, signal) => {
      const path = [carrier, type, id, `$${name}`].filter((part) => part !== undefined).join('/')
      return answered(await told(`/operations/${path}`, { carrier, sub: caller.actor, caller }, input, signal))
    },
    route: async (call, signal) => {
      const { carrier, caller } = call
      return outsideRouteAnswer(await told(`/routes/${carrier}`, { carrier, sub: caller.account ?? 'Device/visitor', caller }, outsideRouteBody(call), signal))
    },
    guard: async ({ carrier, caller, changes }, signal) => answered(await told(`/guards/${carrier}`, { carrier, sub: caller.actor, caller }, { changes }, signal)),
    notified: async (carrier, notification, signal) => {
      const answer = await told(`/notifications/${carrier}`, { carrier, sub: 'Device/hub' }, notification, signal)
      if (!answer.ok) throw new Fault('unavailable', 'plugboard/failed', 'The service did not take what it was told.')
    },
  }
}
