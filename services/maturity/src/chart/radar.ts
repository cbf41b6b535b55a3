import type { Language, MaturityModel } from '../model/model.ts'

/** A radar chart as paths, for the page and the report alike: y grows downwards, the middle is at 0 0, the outermost ring at 100 from it. */
export interface Radar {
  readonly rings: readonly { readonly value: number; readonly path: string; readonly y: number }[]
  readonly axes: readonly RadarAxis[]
  readonly shapes: readonly RadarShape[]
}

export interface RadarAxis {
  readonly label: string
  readonly x: number
  readonly y: number
  /** Where the label stands, and which of its ends is there. */
  readonly at: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' | 'end' }
}

/** One line of the chart. Values that are not there break it; a single dimension without neighbours is a point. */
export interface RadarShape {
  readonly path: string
  readonly points: readonly { readonly x: number; readonly y: number }[]
}

const radius = 100
const labelAt = 110

/** values: for each line the dimensions' values in the model's order; null = none. */
export function radarOf(model: MaturityModel, values: readonly (readonly (number | null)[])[], language: Language): Radar {
  const { lowest, highest, states } = model.scale
  const count = model.dimensions.length
  const place = (index: number, distance: number): { x: number; y: number } => {
    const angle = 2 * Math.PI * index / count - Math.PI / 2
    return { x: round(Math.cos(angle) * distance), y: round(Math.sin(angle) * distance) }
  }
  // The lowest value is a value: it stands on a small ring of its own, not in the middle where all axes meet.
  const distance = (value: number): number => radius * (value - lowest + inner(lowest, highest)) / (highest - lowest + inner(lowest, highest))
  const ringValues = states?.map(({ value }) => value) ?? [0, 0.25, 0.5, 0.75, 1].map((share) => lowest + share * (highest - lowest))
  return {
    rings: ringValues.map((value) => ({ value, path: closed(model.dimensions.map((_, index) => place(index, distance(value)))), y: -round(distance(value)) })),
    axes: model.dimensions.map(({ short }, index) => {
      const at = place(index, labelAt)
      return { label: short[language], ...place(index, radius), at: { ...at, anchor: Math.abs(at.x) < 20 ? 'middle' : at.x < 0 ? 'end' : 'start' } }
    }),
    shapes: values.map((line) => {
      const points = line.map((value, index) => (value === null ? null : place(index, distance(value))))
      return { path: points.includes(null) ? open(points) : closed(points.filter((point) => point !== null)), points: points.filter((point) => point !== null) }
    }),
  }
}

function inner(lowest: number, highest: number): number {
  return (highest - lowest) / 10
}

function closed(points: readonly { readonly x: number; readonly y: number }[]): string {
  return `M${points.map(({ x, y }) => `${x} ${y}`).join('L')}Z`
}

/** Lines between neighbours that are both there. */
function open(points: readonly ({ readonly x: number; readonly y: number } | null)[]): string {
  return points.flatMap((point, index) => {
    const next = points[(index + 1) % points.length]
    return point === null || next === null || next === undefined ? [] : [`M${point.x} ${point.y}L${next.x} ${next.y}`]
  }).join('')
}

function round(length: number): number {
  return Math.round(length * 100) / 100
}
