import type { CarrierOverview, ConnectorOverview, RatePoint } from '@steckwerk/api/contract'

export type Health = 'ok' | 'warn' | 'bad' | 'quiet'

/** A message that waits longer than this is worth a look. */
const longWait = 60_000

/** How a connector fares: bad = somebody must act, warn = worth a look, quiet = never seen yet. */
export function connectorHealth(connector: ConnectorOverview, now: number): Health {
  if (connector.alarms.length > 0 || connector.state === 'silent') return 'bad'
  if (connector.state === 'never') return 'quiet'
  if (connector.channels.some(channel => !channel.listening)) return 'bad'
  const waiting = connector.oldestWaitingAt === null ? 0 : now - Date.parse(connector.oldestWaitingAt)
  const full = connector.spool !== null && connector.spool.limitBytes > 0 && connector.spool.bytes / connector.spool.limitBytes > 0.8
  return waiting > longWait || full || connector.channels.some(channel => channel.applicationAckWished) ? 'warn' : 'ok'
}

/** A carrier fares as its worst connector does; messages that could not be mapped are worth a look. */
export function carrierHealth(carrier: CarrierOverview, now: number): Health {
  const all = carrier.connectors.map(connector => connectorHealth(connector, now))
  if (all.includes('bad')) return 'bad'
  if (all.includes('warn') || carrier.unmapped > 0 || heldAt(carrier) > 0) return 'warn'
  return all.length === 0 || all.every(health => health === 'quiet') ? 'quiet' : 'ok'
}

export interface Totals {
  readonly lastMinute: number
  readonly waiting: number
  readonly oldestWaitingAt: string | null
  readonly unmapped: number
  /** Messages back into the houses that wait for somebody to decide. */
  readonly held: number
  readonly alarms: number
  readonly connected: number
  readonly connectors: number
}

export function totalsOf(carriers: readonly CarrierOverview[]): Totals {
  const connectors = carriers.flatMap(carrier => carrier.connectors)
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
  const oldest = connectors.map(connector => connector.oldestWaitingAt).filter(at => at !== null).sort()[0] ?? null
  return {
    lastMinute: sum(carriers.map(carrier => carrier.lastMinute)),
    waiting: sum(connectors.map(connector => connector.spool?.depth ?? 0)),
    oldestWaitingAt: oldest,
    unmapped: sum(carriers.map(carrier => carrier.unmapped)),
    held: sum(carriers.map(heldAt)),
    alarms: sum(connectors.map(connector => connector.alarms.length)),
    connected: connectors.filter(connector => connector.state === 'connected').length,
    connectors: connectors.length,
  }
}

/** Messages of a carrier to its houses' systems that were refused or never acknowledged. */
export const heldAt = ({ connectors }: CarrierOverview): number => connectors.flatMap(({ outbound }) => outbound).reduce((total, { held }) => total + held, 0)

/** Points known so far with later ones put in their place; at most `minutes` minutes are kept. */
export function mergeRates(known: readonly RatePoint[], fresh: readonly RatePoint[], minutes: number): readonly RatePoint[] {
  const merged = new Map(known.map(point => [`${point.minute} ${point.carrier}`, point]))
  for (const point of fresh) merged.set(`${point.minute} ${point.carrier}`, point)
  const newest = Math.max(...[...merged.values()].map(point => Date.parse(point.minute)))
  const kept = [...merged.values()].filter(point => Date.parse(point.minute) > newest - minutes * 60_000)
  return kept.sort((a, b) => Date.parse(a.minute) - Date.parse(b.minute) || (a.carrier < b.carrier ? -1 : 1))
}

export interface RateSeries {
  readonly carrier: string
  /** One per minute of the grid; a minute without a point has none of either. */
  readonly values: readonly { readonly mapped: number; readonly unmapped: number }[]
}

/** Points on a grid of the last `minutes` whole minutes before `now`. The running minute is left out: half full, it would look like a fall. */
export function rateGrid(points: readonly RatePoint[], carriers: readonly string[], now: number, minutes: number): { readonly minutes: readonly number[]; readonly series: readonly RateSeries[] } {
  const running = Math.floor(now / 60_000) * 60_000
  const grid = Array.from({ length: minutes }, (_, index) => running - (minutes - index) * 60_000)
  const byKey = new Map(points.map(point => [`${Math.floor(Date.parse(point.minute) / 60_000)} ${point.carrier}`, point]))
  return {
    minutes: grid,
    series: carriers.map(carrier => ({
      carrier,
      values: grid.map(minute => {
        const point = byKey.get(`${minute / 60_000} ${carrier}`)
        return { mapped: point?.mapped ?? 0, unmapped: point?.unmapped ?? 0 }
      }),
    })),
  }
}

/** Round numbers from 0 to at least `max` for an axis of about four steps. */
export function axisSteps(max: number): readonly number[] {
  const rough = Math.max(max, 4) / 4
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map(factor => factor * magnitude).find(candidate => candidate >= rough && Number.isInteger(candidate)) ?? 10 * magnitude
  return Array.from({ length: Math.ceil(Math.max(max, 4) / step) + 1 }, (_, index) => index * step)
}
