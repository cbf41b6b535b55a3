/** Strokes of a drawn signature: points in a box 600 × 200, as the hub takes them. */
export const signatureBox = { width: 600, height: 200 } as const
export type Point = readonly [x: number, y: number]
export type Strokes = readonly (readonly Point[])[]

const mostStrokes = 100
const mostPoints = 2_000
/** Points that lie closer than this to the last one add nothing that can be seen. */
const nearest = 2

/** Where in the box a pointer is, given where the box lies on the screen. Whole numbers. */
export function pointAt(x: number, y: number, box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }): Point {
  const within = (value: number, most: number): number => Math.max(0, Math.min(most, Math.round(value)))
  return [within((x - box.left) / box.width * signatureBox.width, signatureBox.width), within((y - box.top) / box.height * signatureBox.height, signatureBox.height)]
}

export function beginStroke(strokes: Strokes, point: Point): Strokes {
  return strokes.length >= mostStrokes ? strokes : [...strokes, [point]]
}

export function extendStroke(strokes: Strokes, point: Point): Strokes {
  const last = strokes.at(-1)
  const end = last?.at(-1)
  if (last === undefined || end === undefined || last.length >= mostPoints || Math.hypot(point[0] - end[0], point[1] - end[1]) < nearest) return strokes
  return [...strokes.slice(0, -1), [...last, point]]
}

/** More than a touch by mistake: so long a line, altogether, in the box. */
export function isDrawn(strokes: Strokes): boolean {
  return strokes.reduce((sum, points) => sum + points.slice(1).reduce((length, [x, y], at) => length + Math.hypot(x - points[at]![0], y - points[at]![1]), 0), 0) >= 60
}

/** As the path of a drawing. A point alone is a line without length: with a round cap it is seen. */
export function strokesPath(strokes: Strokes): string {
  return strokes.map(points => points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('') + (points.length === 1 ? 'l0 0' : '')).join('')
}
