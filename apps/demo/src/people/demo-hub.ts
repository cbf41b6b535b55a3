import { Fault } from '@steckwerk/kernel'
import { until } from '../region/wait.ts'

/** What the demo's people are made with: a running hub, its automation token, and the accounts' common password. */
export interface DemoHub {
  readonly url: string
  readonly token: string
  readonly password: string
  readonly signal: AbortSignal
}

export interface DemoResource {
  readonly resourceType: string
  readonly id: string
  readonly [member: string]: unknown
}

/** Somebody who is signed in, or the automation with its token: JSON in, JSON out. */
export interface Caller {
  /** Faults: demo/refused with the hub's words. */
  call<T = unknown>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<T>
  /** undefined where nothing is there (404, 410). */
  find<T>(path: string): Promise<T | undefined>
}

/** The hospitals' own systems: they write FHIR. */
export function automation({ url, token, signal }: DemoHub): Caller {
  return callerOf(url, { authorization: `Bearer ${token}` }, signal)
}

/** The same hub with the demo's people at hand. Disposing signs everybody out. */
export interface PeopleHub extends DemoHub, AsyncDisposable {
  /** One of the demo's accounts over the portal's own interface, signed in at first use. Faults: demo/refused. */
  as(account: string): Promise<Caller>
}

export function withPeople(hub: DemoHub): PeopleHub {
  const sessions = new Map<string, Promise<Caller>>()
  return {
    ...hub,
    as: (account) => {
      const session = sessions.get(account) ?? signIn(hub, account)
      sessions.set(account, session)
      return session
    },
    [Symbol.asyncDispose]: async () => {
      // One that is over already has nothing to end.
      for (const session of sessions.values()) await session.then((caller) => caller.call('DELETE', '/session')).catch(() => {})
    },
  }
}

async function signIn({ url, password, signal }: DemoHub, account: string): Promise<Caller> {
  const answer = await fetch(`${url}/portal/api/sign-in`, {
    method: 'POST', signal, headers: { 'x-steckwerk': '1', 'content-type': 'application/json' }, body: JSON.stringify({ account, password }),
  })
  const step = answer.ok ? ((await answer.json()) as { kind: string }).kind : String(answer.status)
  const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('steckwerk='))?.split(';')[0]
  if (step !== 'entered' || cookie === undefined) throw new Fault('unavailable', 'demo/refused', `The account ${account} could not sign in (${step}).`)
  const caller = callerOf(url, { cookie, 'x-steckwerk': '1' }, signal)
  return { call: (method, path, body) => caller.call(method, within(path), body), find: (path) => caller.find(within(path)) }
}

/** FHIR and services lie beside the portal's interface. */
const within = (path: string): string => (/^\/(?:fhir|services)\//.test(path) ? path : `/portal/api${path}`)

/** The matches of a search, once there are some. */
export function found(hub: DemoHub, what: string, path: string, atLeast = 1): Promise<readonly DemoResource[]> {
  return until(what, async () => {
    const resources = await search(automation(hub), path)
    return resources.length >= atLeast ? resources : undefined
  }, 60_000, hub.signal)
}

export async function search(caller: Caller, path: string): Promise<readonly DemoResource[]> {
  const { entry = [] } = await caller.call<{ entry?: readonly { resource: DemoResource }[] }>('GET', path)
  return entry.map(({ resource }) => resource)
}

function callerOf(url: string, { cookie = '', ...headers }: Readonly<Record<string, string>>, signal: AbortSignal): Caller {
  // Services know a browser by a cookie of their own.
  const cookies = new Map<string, string>([['steckwerk', cookie]])
  async function send(method: string, path: string, body?: object): Promise<Response> {
    const type = path.startsWith('/fhir/') ? 'application/fhir+json' : 'application/json'
    const sent = [...cookies.values()].filter((one) => one !== '').join('; ')
    const answer = await fetch(`${url}${path}`, {
      method, signal, headers: { ...headers, ...(sent === '' ? {} : { cookie: sent }), ...(body === undefined ? {} : { 'content-type': type }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const one of answer.headers.getSetCookie()) if (!one.startsWith('steckwerk=')) cookies.set(one.split('=')[0]!, one.split(';')[0]!)
    return answer
  }
  return {
    call: async <T>(method: string, path: string, body?: object): Promise<T> => {
      const answer = await send(method, path, body)
      const text = await answer.text()
      if (!answer.ok) throw new Fault('unavailable', 'demo/refused', `${method} ${path.split('?')[0]}: ${answer.status} ${wordsOf(text)}`)
      return (text === '' ? undefined : JSON.parse(text)) as T
    },
    find: async <T>(path: string): Promise<T | undefined> => {
      const answer = await send('GET', path)
      if (answer.status === 404 || answer.status === 410) {
        await answer.body?.cancel()
        return undefined
      }
      if (!answer.ok) throw new Fault('unavailable', 'demo/refused', `GET ${path.split('?')[0]}: ${answer.status} ${wordsOf(await answer.text())}`)
      return (await answer.json()) as T
    },
  }
}

/** A refusal's own words; they never repeat what was submitted. */
function wordsOf(text: string): string {
  try {
    const answer = JSON.parse(text) as { text?: string; issue?: readonly { diagnostics?: string }[] }
    return answer.text ?? answer.issue?.map(({ diagnostics }) => diagnostics).join(' ') ?? ''
  } catch {
    return ''
  }
}
