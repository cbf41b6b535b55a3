import { Fault } from '@steckwerk/kernel'
import { fhirClient, type FhirTransport, type Plug, type PlugCarrier, type PlugEditions, type PlugHost, type RunningPlug } from '@steckwerk/plug'
import type { EditionPort, Grants, HubSend, MailPort, NewsPort, PlugGrant, ProviderChoice } from './contract.ts'
import { DocumentNews } from './document-news.ts'
import { plugDocuments } from './documents.ts'
import { actorOf, carrierNamed, ctxAt, type Parts } from './parts.ts'
import { takeTurn } from './turns.ts'

/** Asked for anew at each call: what was granted may be revoked. */
function grantedEditions(now: () => Promise<PlugEditions>): PlugEditions {
  return {
    send: async (...of) => (await now()).send(...of),
    preview: async (...of) => (await now()).preview(...of),
    hold: async (...of) => (await now()).hold(...of),
    progress: async (...of) => (await now()).progress(...of),
    withdraw: async (...of) => (await now()).withdraw(...of),
    returned: async () => (await now()).returned(),
    acknowledge: async (...of) => (await now()).acknowledge(...of),
  }
}

/** A service at work in the hub itself. */
export interface InsidePlug {
  readonly plug: Plug
  /** Started where it is not; a start that failed is tried again by the next who asks. */
  running(): Promise<RunningPlug>
  stop(): Promise<void>
}

export interface InsidePorts extends Parts {
  readonly grants: Grants
  readonly choice: ProviderChoice
  readonly send: () => HubSend
  readonly news: NewsPort
  readonly mail: MailPort
  readonly editions: EditionPort
  readonly count: (plug: string, carrier: string, metric: string, amount: number, key: string | undefined) => Promise<void>
}

/** Tokens live for five minutes. */
const tokenMs = 240_000

export const notGranted = (): Fault => new Fault('forbidden', 'plugboard/not-granted', 'This carrier does not use the service.')

/** The grants of a service at carriers that have chosen it: where another provides, it has nothing to do by itself. */
export async function providedTo(plug: string, grants: Grants, choice: ProviderChoice): Promise<readonly PlugGrant[]> {
  const all = await grants.ofPlug(plug)
  const chosen = await Promise.all(all.map(async ({ carrier }) => [...(await choice.of(carrier)).values()].includes(plug)))
  return all.filter((_, at) => chosen[at])
}

export function insidePlug(plug: Plug, ports: InsidePorts): InsidePlug {
  const { grants, choice, access, clock, store } = ports
  const { id } = plug.manifest
  const end = new AbortController()
  const tokens = new Map<string, { readonly text: string; readonly until: number }>()
  const news = new DocumentNews(store, id)
  let started: Promise<RunningPlug> | undefined

  /** Faults: plugboard/not-granted. */
  async function granted(slug: string): Promise<PlugGrant> {
    const grant = await grants.find(slug, id)
    if (grant === undefined) throw notGranted()
    return grant
  }

  async function tokenOf(client: string | undefined): Promise<string> {
    if (client === undefined) throw notGranted()
    const now = clock.now()
    const held = tokens.get(client)
    if (held !== undefined && held.until > now) return held.text
    const text = await access.smart.tokenOf(client)
    tokens.set(client, { text, until: now + tokenMs })
    return text
  }

  const transport = (slug: string): FhirTransport => async ({ method, path, headers, body }) => {
    const { client } = await granted(slug)
    const url = `/fhir/${slug}${/^(?:\?|$)/.test(path) ? path : `/${path}`}`
    const asked = async (): Promise<Awaited<ReturnType<HubSend>>> => ports.send()({
      method, url, headers: { ...headers, authorization: `Bearer ${await tokenOf(client)}` }, ...(body === undefined ? {} : { body }),
    })
    let answer = await asked()
    if (answer.status === 401) {
      // Revoked and granted again: what it may do now has tokens of its own.
      tokens.clear()
      answer = await asked()
    }
    return answer
  }

  const host: PlugHost = {
    log: ports.log,
    clock,
    get publicUrl() { return ports.publicUrl() },
    signal: end.signal,
    carriers: async () => (await providedTo(id, grants, choice)).map(({ carrier }) => carrier),
    carrier: async (slug): Promise<PlugCarrier> => {
      const { parameters } = await granted(slug)
      const carrier = await carrierNamed(store, slug)
      const { name } = carrier
      return {
        slug, name, parameters,
        fhir: fhirClient(transport(slug)),
        documents: plugDocuments({ store, keys: access.keys, plug: id, news, ctx: () => ctxAt(carrier, actorOf(id), clock), allowed: async () => void (await granted(slug)) }),
        count: async (metric, amount, key) => ports.count(id, slug, metric, amount, key),
        notify: async (message) => {
          await granted(slug)
          await ports.news(slug, id, message)
        },
        mail: async (mail) => {
          await granted(slug)
          await ports.mail(slug, id, mail)
        },
        editions: grantedEditions(async () => {
          await granted(slug)
          return ports.editions(slug, id)
        }),
      }
    },
    takeTurn: async (slug, work, everyMs) => {
      await granted(slug)
      return takeTurn(store, ctxAt(await carrierNamed(store, slug), actorOf(id), clock), { plug: id, work, everyMs })
    },
  }

  return {
    plug,
    running: () => {
      if (end.signal.aborted) return Promise.reject(new Fault('unavailable', 'plugboard/down', 'The service that answers this does not work at the moment.'))
      if (started === undefined) {
        const starting = plug.start(host)
        started = starting
        starting.catch(() => {
          if (started === starting) started = undefined
        })
      }
      return started
    },
    stop: async () => {
      end.abort()
      const running = await started?.catch(() => undefined)
      await running?.stop()
    },
  }
}
