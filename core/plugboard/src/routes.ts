import { Fault } from '@steckwerk/kernel'
import type { PlugRoute, RouteAnswer, RouteCall } from '@steckwerk/plug'
import type { CheckedRouteAnswer, FoundRoute, ProviderChoice, RouteSocket } from './contract.ts'
import { checkedRouteAnswer } from './checked-route-answer.ts'
import type { Registry } from './registry.ts'

const longestSegment = 128

/** The values of a path's names; undefined where the path is another. */
function fits({ path }: PlugRoute, segments: readonly string[]): Readonly<Record<string, string>> | undefined {
  const wanted = path.slice(1).split('/')
  if (wanted.length !== segments.length) return undefined
  const params: Record<string, string> = {}
  for (const [at, part] of wanted.entries()) {
    const segment = segments[at]!
    if (part.startsWith(':')) {
      if (segment === '' || segment.length > longestSegment) return undefined
      params[part.slice(1)] = segment
    } else if (part !== segment) return undefined
  }
  return params
}

function segmentsOf(path: string): readonly string[] | undefined {
  try {
    return path.replace(/^\//, '').split('/').map(decodeURIComponent)
  } catch {
    return undefined
  }
}

/** `ask` carries a call to the service, behind its guard. */
export function createRoutes({ registry, choice, ask }: {
  readonly registry: Registry
  readonly choice: ProviderChoice
  readonly ask: (plug: string, call: RouteCall, check: (answer: RouteAnswer) => CheckedRouteAnswer) => Promise<CheckedRouteAnswer>
}): RouteSocket {
  return {
    find: async (plug, carrier, method, path): Promise<FoundRoute | undefined> => {
      if (![...(await choice.of(carrier)).values()].includes(plug)) return undefined
      const segments = segmentsOf(path)
      const routes = (await registry.all()).get(plug)?.manifest.routes ?? []
      for (const route of segments === undefined ? [] : routes) {
        const params = route.method === method ? fits(route, segments!) : undefined
        if (params !== undefined) return { route, params }
      }
      return undefined
    },
    call: async (plug, call) => {
      if (![...(await choice.of(call.carrier)).values()].includes(plug)) throw new Fault('not-found', 'plugboard/no-provider', 'This carrier has no service that answers this.')
      return ask(plug, call, checkedRouteAnswer)
    },
  }
}
