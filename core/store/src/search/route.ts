import type { SearchExplanation } from '../contract.ts'
import type { Compiled } from './compiled.ts'
import type { Driver } from './drivers.ts'
import { isOnePatient, type Weighed, type Planner } from './frequency.ts'
import type { Order } from './order.ts'
import type { Scope } from './scope.ts'

/** How a search will be answered. */
export interface Route {
  /** The best way to collect everything that matches; undefined = the whole type. */
  readonly driver: Driver | undefined
  /** Walk the order's own index: not, one Patient's part of it, a window of it first, or all of it. */
  readonly walk: 'no' | 'patient' | 'first' | 'only'
  readonly reason: string
  /** What was counted on the way. */
  readonly weighed: Weighed[]
}

/** How rows came about in the end. */
export interface Way {
  readonly walked: SearchExplanation['route']
  /** What they were collected by, where they were. */
  readonly driver: Driver | undefined
}

/** Chooses between collecting by the rarest condition's index and walking the order's index.
 *  The choice matters a thousandfold at a million resources, and PostgreSQL cannot make it: under row-level security's
 *  generic plans it knows neither the tenant nor the token. */
export async function routeOf(planner: Planner, scope: Scope, { drivers, first }: Compiled, order: Order, limit: number): Promise<Route> {
  const weighed: Weighed[] = []
  if (first === true) return { driver: drivers[0], walk: 'no', reason: 'The view is of some Patients only: what belongs to them is collected, whatever is asked.', weighed }
  const walkable = order.walk !== undefined
  if (drivers.length === 0) {
    const reason = walkable ? 'No condition has an index of its own: the order’s index is walked to the end of the page.' : 'Neither a condition nor the order has an index: all of the type is read.'
    return { driver: undefined, walk: walkable ? 'only' : 'no', reason, weighed }
  }
  // Dates in the order walked bound the walk itself: counting them would cost more than it tells, unless there is nothing else.
  const others = order.walk?.kind === 'lo' ? drivers.filter((one) => one.kind !== 'leading') : drivers
  const asked = others.length === 0 ? drivers : others
  const best = (await planner.frequency.fewest(scope, asked, planner, planner.limits.frequent, (one) => weighed.push(one)))!
  if (isOnePatient(best.driver)) {
    const walk = order.walk?.kind === 'lo' ? 'patient' : 'no'
    return { driver: best.driver, walk, reason: walk === 'patient' ? 'One Patient’s resources lie in the wanted order.' : 'A Patient’s resources are few.', weighed }
  }
  if (best.count < planner.limits.frequent && !(await isWalkShorter(planner, scope, order, best.count, limit))) return { driver: best.driver, walk: 'no', reason: 'A condition is rare: what meets it is collected and sorted.', weighed }
  const driver = allTokens(drivers) ?? best.driver
  if (walkable) return { driver, walk: 'first', reason: 'Matches are frequent: in the wanted order, they come soon.', weighed }
  return { driver, walk: 'no', reason: 'Every condition is frequent, but no index has the wanted order.', weighed }
}

/** A candidate collected by an index costs about as much as this many met in order. */
const collectedCost = 3
/** Below this it is not worth asking. */
const fewAnyway = 100
/** Only where a type is small is its size counted. */
const smallType = 20_000

/** Whether, in a small type, the walk to the end of the page is expected to meet fewer rows than collecting would fetch. */
async function isWalkShorter(planner: Planner, scope: Scope, { walk }: Order, candidates: number, limit: number): Promise<boolean> {
  if (candidates < fewAnyway || (walk?.kind !== 'lo' && walk?.kind !== 'lu')) return false
  const all = await planner.frequency.ofType(scope, planner.runner, smallType)
  return all < smallType && (limit * all) / candidates < collectedCost * candidates
}

/** After a first window of the order's index did not fill the page: what is frequent in the whole may be rare among the newest. */
export async function secondRoute(planner: Planner, scope: Scope, { drivers }: Compiled, weighed: Weighed[]): Promise<Weighed> {
  const all = allTokens(drivers)
  const told = (one: Weighed): void => void weighed.push(one)
  return (await planner.frequency.fewest(scope, all === undefined ? drivers : [all, ...drivers], planner, planner.limits.wideCount, told))!
}

/** Tokens that are all frequent may still be rare together: the index intersects them. */
function allTokens(drivers: readonly Driver[]): Driver | undefined {
  const hashes = drivers.flatMap((driver) => (driver.kind === 'tokens' && driver.hashes.length === 1 ? driver.hashes : []))
  return hashes.length > 1 ? { kind: 'all-tokens', hashes } : undefined
}
