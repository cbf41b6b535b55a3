import { geoGraticule, geoMercator, geoPath } from 'd3-geo'

/** Somebody on the map. Degrees, WGS 84. */
export interface Placed {
  readonly id: string
  readonly kind: string
  readonly city: string
  readonly position: { readonly latitude: number; readonly longitude: number }
}

export interface Mark {
  /** Whoever stands here: one, or several that lie too close to be told apart. */
  readonly ids: readonly string[]
  /** Pixels from the upper left corner. */
  readonly x: number
  readonly y: number
}

export interface ActorMap {
  readonly marks: readonly Mark[]
  readonly towns: readonly { readonly name: string; readonly x: number; readonly y: number }[]
  /** Lines of latitude and longitude, as a path of SVG. */
  readonly grid: string
  /** A round length and how many pixels it has. */
  readonly scale: { readonly km: number; readonly px: number }
}

/** Marks closer than this many pixels cannot be pressed each. */
const apart = 30
/** Those closer than this stay so however near one goes. */
const together = 6
/** So many may be spread around the place where they are, instead of being counted. */
const spreadable = 8
/** Degrees that the map shows at least. */
const least = 0.006
const margin = 38
const kmPerDegree = 111.32
const golden = Math.PI * (3 - Math.sqrt(5))

/** A map of those who are there and of nothing else: its extent is theirs. `size` in pixels; `near`: go so near that just these fill it; `alone`: stands where it is,
 *  and is counted with nobody. */
export function actorMap(all: readonly Placed[], size: { readonly width: number; readonly height: number }, { near, alone }: { readonly near?: readonly string[] | undefined; readonly alone?: string | undefined } = {}): ActorMap {
  const shown = near === undefined ? all : all.filter(({ id }) => near.includes(id))
  if (shown.length === 0) return { marks: [], towns: [], grid: '', scale: { km: 1, px: 0 } }
  const [west, east] = wide(shown.map(({ position }) => position.longitude))
  const [south, north] = wide(shown.map(({ position }) => position.latitude))
  const span = Math.max(east - west, north - south)
  const corners = { type: 'MultiPoint' as const, coordinates: [[west, south], [east, north]] as [number, number][] }
  const projection = geoMercator().fitExtent([[margin, margin], [size.width - margin, size.height - margin]], corners)
  const at = ({ position: { latitude, longitude } }: Pick<Placed, 'position'>): readonly [number, number] => projection([longitude, latitude])!

  const inside = ([x, y]: readonly [number, number]): boolean => x > 0 && y > 0 && x < size.width && y < size.height
  const points = all.map(one => ({ id: one.id, at: at(one) })).filter(one => inside(one.at))
  const pxPerDegree = projection([west + 1, south])![0] - projection([west, south])![0]
  const pxPerKm = pxPerDegree / (kmPerDegree * Math.cos((south + north) / 2 * Math.PI / 180))
  const marks = [
    ...groups(points.filter(({ id }) => id !== alone)).flatMap(group => (extent(group) > together || group.length > spreadable && near === undefined ? [joined(group)] : spread(group))),
    ...points.filter(({ id }) => id === alone).map(point => joined([point])),
  ]
  return {
    marks, towns: townsOf(all, marks),
    grid: geoPath(projection)(geoGraticule().extent([[west - span, south - span], [east + span, north + span]]).step(stepFor(span))()) ?? '',
    scale: scaleOf(pxPerKm, size.width / 4),
  }
}

function wide(values: readonly number[]): readonly [number, number] {
  const [from, to] = [Math.min(...values), Math.max(...values)]
  const missing = Math.max(0, least - (to - from)) / 2
  return [from - missing, to + missing]
}

interface Point {
  readonly id: string
  readonly at: readonly [number, number]
}

/** Each with those that stand closer than marks may: joined until all are apart. */
function groups(points: readonly Point[]): readonly (readonly Point[])[] {
  let found: readonly (readonly Point[])[] = points.map(point => [point])
  for (;;) {
    const joining: { x: number; y: number; points: readonly Point[] }[] = []
    for (const group of found) {
      const { x, y } = joined(group)
      const near = joining.find(one => Math.hypot(one.x - x, one.y - y) < apart)
      if (near === undefined) joining.push({ x, y, points: group })
      else Object.assign(near, { points: [...near.points, ...group] })
    }
    if (joining.length === found.length) return found
    found = joining.map(one => one.points)
  }
}

const middle = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length
const joined = (group: readonly Point[]): Mark => ({ ids: group.map(({ id }) => id), x: middle(group.map(({ at }) => at[0])), y: middle(group.map(({ at }) => at[1])) })
const extent = (group: readonly Point[]): number => Math.max(...[0, 1].map(axis => Math.max(...group.map(({ at }) => at[axis]!)) - Math.min(...group.map(({ at }) => at[axis]!))))

/** Around their place like the seeds of a sunflower; one alone stands where it is. */
function spread(group: readonly Point[]): readonly Mark[] {
  const { x, y } = joined(group)
  return group.map(({ id }, at) => {
    const away = group.length === 1 ? 0 : apart * 0.62 * Math.sqrt(at + 0.75)
    return { ids: [id], x: x + away * Math.cos(at * golden), y: y + away * Math.sin(at * golden) }
  })
}

/** Towns above the marks of who is there. A mark of several is that of the town most of them are in. */
function townsOf(all: readonly Placed[], marks: readonly Mark[]): ActorMap['towns'] {
  const cities = new Map(all.map(({ id, city }) => [id, city]))
  const townOf = ({ ids }: Mark): string => [...Map.groupBy(ids, id => cities.get(id)!)].toSorted(([, a], [, b]) => b.length - a.length)[0]![0]
  return [...Map.groupBy(marks, townOf)].map(([name, those]) => ({ name, x: middle(those.map(({ x }) => x)), y: Math.min(...those.map(({ y }) => y)) }))
}

function stepFor(degrees: number): [number, number] {
  const step = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2].find(one => degrees / one <= 7) ?? 5
  return [step, step]
}

function scaleOf(pxPerKm: number, most: number): { readonly km: number; readonly px: number } {
  const km = [200, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1].find(one => one * pxPerKm <= most) ?? 0.05
  return { km, px: km * pxPerKm }
}

/** The mark that lies nearest in a direction of the arrow keys; undefined = none there. */
export function nextMark(marks: readonly Mark[], from: number, key: string): number | undefined {
  const directions: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
  const direction = directions[key]
  const here = marks[from]
  if (direction === undefined || here === undefined) return undefined
  const ranked = marks.flatMap((mark, index) => {
    const [dx, dy] = [mark.x - here.x, mark.y - here.y]
    const along = dx * direction[0] + dy * direction[1]
    const aside = Math.abs(dx * direction[1]) + Math.abs(dy * direction[0])
    return along > 0.5 && 2 * along >= aside ? [{ index, far: along + 2 * aside }] : []
  })
  return ranked.toSorted((a, b) => a.far - b.far)[0]?.index
}
