import { Fault } from '@steckwerk/kernel'
import type { OperationAnswer, Plug } from '@steckwerk/plug'
import { createChoice } from './choice.ts'
import type { CheckedRouteAnswer, EditionPort, HubSend, MailPort, NewsPort, Plugboard, PlugActor } from './contract.ts'
import { createFloodGate, createHold, defaultFlood, insideFlood, type FloodLimits } from './flood.ts'
import { createGrants } from './grants.ts'
import { createGuard, defaultLimits, type Guard, type GuardLimits } from './guard.ts'
import { createGuards, guardMs } from './guards.ts'
import { createHealth } from './health-job.ts'
import { insidePlug, notGranted, providedTo, type InsidePlug } from './inside.ts'
import { createChangeNews } from './news-of-changes.ts'
import { createOperations } from './operations.ts'
import { outsidePlug, type OutsidePlug } from './outside.ts'
import { actorOf, carrierNamed, ctxAt, type Parts } from './parts.ts'
import { provenPlug } from './plug-proof.ts'
import { createRegistry, unknownPlug } from './registry.ts'
import { createRoutes } from './routes.ts'
import { createSlots } from './slots.ts'
import { countUsage, usageOf } from './usage.ts'

export interface PlugboardOptions extends Parts {
  /** The services that run in the hub. */
  readonly plugs: readonly Plug[]
  /** Where news for people goes. */
  readonly news: NewsPort
  /** Where mails to an address go; without it none is sent. */
  readonly mail?: MailPort
  /** Newsletters; without it none is sent. */
  readonly editions?: EditionPort
  readonly limits?: GuardLimits
  readonly flood?: FloodLimits
}

const noEditions: EditionPort = () => Promise.reject(new Fault('unavailable', 'plugboard/mail-off', 'This hub sends no mails.'))

/** The services of a hub: which there are, what they may do where, who answers for what, and that none of them harms another. */
export async function openPlugboard(options: PlugboardOptions): Promise<Plugboard> {
  const { store, clock, log, news, mail = async () => undefined, editions = noEditions, limits = defaultLimits } = options
  const registry = createRegistry(options, options.plugs)
  const grants = createGrants(options, registry)
  const choice = createChoice(options, registry, grants)
  const slots = createSlots(options, registry, grants, choice)
  const flood = { inside: createFloodGate(clock, options.flood ?? insideFlood), outside: createFloodGate(clock, options.flood ?? defaultFlood) }
  const hold = createHold()
  const guards = new Map<string, Guard>()
  const consents = new Map<string, Guard>()
  const callers = new Map<string, Guard>()
  const insides = new Map<string, InsidePlug>()
  const outsides = new Map<string, OutsidePlug>()
  let send: HubSend = () => Promise.reject(new Fault('unavailable', 'plugboard/down', 'The hub is about to start.'))

  const guardOf = (plug: string): Guard => oneOf(guards, plug, () => createGuard(clock, limits))
  /** Of its own: the public's visits must not keep operations waiting. */
  const routeGuardOf = (plug: string): Guard => oneOf(callers, plug, () => createGuard(clock, limits))
  const consentOf = (plug: string): Guard => oneOf(consents, plug, () => createGuard(clock, { ...limits, timeMs: Math.min(limits.timeMs, guardMs) }))

  const outside = (url: string): OutsidePlug => oneOf(outsides, url, () => outsidePlug(options, url))

  /** Lets a request in, or refuses it late. */
  async function admitted(plug: string, asker: string): Promise<void> {
    try {
      flood[insides.has(plug) ? 'inside' : 'outside'](asker)
    } catch (thrown) {
      await hold(asker)
      throw thrown
    }
  }

  async function count(plug: string, slug: string, metric: string, amount: number, key: string | undefined): Promise<void> {
    if ((await grants.find(slug, plug)) === undefined) throw notGranted()
    const { manifest } = await registry.get(plug)
    if (!manifest.metrics.some(({ name }) => name === metric)) throw new Fault('invalid', 'plugboard/metric', 'The manifest names no such metric.')
    await countUsage(store, ctxAt(await carrierNamed(store, slug), actorOf(plug), clock), { plug, metric, amount, key })
  }

  for (const plug of options.plugs) {
    insides.set(plug.manifest.id, insidePlug(plug, { ...options, grants, choice, count, send: () => send, news, mail, editions }))
  }

  const operations = createOperations({
    registry,
    choice,
    ask: async (id, call, check): Promise<OperationAnswer> => {
      const { url } = await registry.get(id)
      return guardOf(id).run(async (signal) => {
        if (url !== undefined) return check(await outside(url).operation(call, signal))
        const running = await insides.get(id)!.running()
        if (running.operation === undefined) throw new Fault('not-found', 'plugboard/no-provider', 'This carrier has no service that answers this.')
        return check(await running.operation(call))
      })
    },
  })

  const routes = createRoutes({
    registry,
    choice,
    ask: async (id, call, check): Promise<CheckedRouteAnswer> => {
      const { url } = await registry.get(id)
      return routeGuardOf(id).run(async (signal) => {
        if (url !== undefined) return check(await outside(url).route(call, signal))
        const running = await insides.get(id)!.running()
        if (running.route === undefined) throw new Fault('not-found', 'plugboard/no-provider', 'This carrier has no service that answers this.')
        return check(await running.route(call))
      })
    },
  })

  const consenting = createGuards({
    grants,
    choice,
    ask: async (id, call, check): Promise<OperationAnswer> => {
      const { url } = await registry.get(id)
      return consentOf(id).run(async (signal) => {
        if (url !== undefined) return check(await outside(url).guard(call, signal))
        const running = await insides.get(id)!.running()
        if (running.guard === undefined) throw new Fault('unavailable', 'plugboard/failed', 'The service that answers this failed.')
        await running.guard(call)
        return { status: 204, resource: undefined }
      })
    },
  })

  const health = createHealth(options, {
    registry, guardOf,
    ask: async ({ id, url }, signal) => (url === undefined ? (await insides.get(id)!.running()).health() : outside(url).health(signal)),
  })

  const lookAt = async (): Promise<Awaited<ReturnType<Plugboard['list']>>> => {
    await health.look()
    return [...(await registry.all()).values()]
  }

  async function inside(plug: string): Promise<Awaited<ReturnType<InsidePlug['running']>>> {
    const found = insides.get(plug)
    if (found === undefined) throw unknownPlug()
    return found.running()
  }

  const changes = createChangeNews(options, () => {
    registry.forget()
    grants.forget()
    choice.forget()
    slots.forget()
  })
  /** What is changed here is known to every hub, here at once. */
  async function changing<T>(work: Promise<T>): Promise<T> {
    const made = await work
    await changes.tell()
    return made
  }
  const refreshing = changes.listen(() => {
    operations.refresh().catch((thrown: unknown) => log.error('services could not be read', thrown))
  })

  /** Pages of who is left end before another one is chosen: cut off in between, less is shown than chosen, never more. */
  async function choose(slug: string, capability: string, plug: string | undefined, by: PlugActor): Promise<void> {
    const former = (await choice.of(slug)).get(capability)
    if (former !== undefined && former !== plug) await slots.end(slug, former, by)
    try {
      await choice.choose(slug, capability, plug, by)
    } finally {
      await slots.follow(slug, by)
    }
  }

  await operations.refresh()
  return {
    grants: {
      ...grants,
      grant: (slug, plug, what, by) => changing(grants.grant(slug, plug, what, by).then(async (grant) => {
        await slots.follow(slug, by)
        return grant
      })),
      revoke: (...args) => changing(slots.end(...args).then(() => grants.revoke(...args))),
    },
    choice: { of: choice.of, choose: (...args) => changing(choose(...args)) },
    operations,
    routes,
    guards: consenting,
    slots,
    changes: changes.listen,
    usage: { of: async (slug, months) => usageOf(store, ctxAt(await carrierNamed(store, slug), actorOf('hub'), clock), months) },
    list: async () => [...(await registry.all()).values()],
    add: async (url, by) => {
      const plug = await registry.add(url, by)
      await changing(grants.follow(plug, by).then(async () => {
        for (const { carrier } of await grants.ofPlug(plug.id)) await slots.follow(carrier, by)
      }))
      await operations.refresh()
      return plug
    },
    remove: async (plug, by) => {
      if ((await registry.get(plug)).url !== undefined) for (const { carrier } of await grants.ofPlug(plug)) await slots.end(carrier, plug, by).then(() => grants.revoke(carrier, plug, by))
      await changing(registry.remove(plug))
      await operations.refresh()
    },
    lookAt,
    healthJob: health.job,
    subscriptions: async () => {
      const told = [...(await registry.all()).values()].filter(({ manifest }) => manifest.topics.length > 0)
      return (await Promise.all(told.map(async ({ id, manifest: { topics } }) => (await providedTo(id, grants, choice)).flatMap(({ carrier, client }) =>
        client === undefined ? [] : [{ plug: id, carrier, client, topics }])))).flat()
    },
    notified: async (plug, carrier, notification) => {
      if ((await grants.find(carrier, plug)) === undefined) throw notGranted()
      const { url } = await registry.get(plug)
      await guardOf(plug).run(async (signal) => {
        if (url !== undefined) return outside(url).notified(carrier, notification, signal)
        await (await insides.get(plug)!.running()).notified?.(carrier, notification)
      })
    },
    admit: async (client) => {
      const plug = (await grants.all()).find((one) => one.client === client)?.plug ?? (await slots.plugOf(client))
      if (plug !== undefined) await admitted(plug, client)
    },
    authenticate: async (token, audience) => {
      const plug = await provenPlug(registry, clock, token, audience)
      if (plug !== undefined) await admitted(plug, plug)
      return plug
    },
    count,
    news: async (plug, carrier, told) => {
      if ((await grants.find(carrier, plug)) === undefined) throw notGranted()
      await news(carrier, plug, told)
    },
    mail: async (plug, carrier, sent) => {
      if ((await grants.find(carrier, plug)) === undefined) throw notGranted()
      await mail(carrier, plug, sent)
    },
    lifecycle: {
      provision: async (plug, order) => (await inside(plug)).provision?.(order) ?? { state: 'succeeded', description: 'Ready.' },
      deprovision: async (plug, order) => (await inside(plug)).deprovision?.(order) ?? { state: 'succeeded', description: 'Ended.' },
      exitExport: async (plug, order) => (await inside(plug)).exitExport?.(order),
    },
    start: async (by) => {
      send = by
      changes.start()
      // One that fails here is tried again by whoever asks it next.
      await Promise.all([...insides.values()].map((one) => one.running().catch((thrown: unknown) => log.error('a service in the hub did not start', thrown, { code: one.plug.manifest.id }))))
    },
    [Symbol.asyncDispose]: async () => {
      refreshing[Symbol.dispose]()
      await changes[Symbol.asyncDispose]()
      await Promise.all([...insides.values()].map((one) => one.stop().catch((thrown: unknown) => log.error('a service in the hub did not stop', thrown, { code: one.plug.manifest.id }))))
    },
  }
}

function oneOf<T>(all: Map<string, T>, name: string, make: () => T): T {
  let found = all.get(name)
  if (found === undefined) all.set(name, (found = make()))
  return found
}
