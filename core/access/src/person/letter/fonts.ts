import { readFileSync } from 'node:fs'
import { unpackWoff } from '@steckwerk/plug/typeface'

export type Weight = 400 | 700

/** One of the files a typeface is split into, by the letters it holds. */
export interface FontPart {
  readonly name: string
  readonly bytes: Buffer
  readonly has: (codePoint: number) => boolean
}

const typeface = import.meta.resolve('@fontsource/roboto/package.json')
// As the package declares them in its unicode.json; the Latin part comes first and is asked first.
const ranges: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  latin: [[0x20, 0x7e], [0xa0, 0xff], [0x131, 0x131], [0x152, 0x153], [0x2bc, 0x2bc], [0x2c6, 0x2c6], [0x2da, 0x2da], [0x2dc, 0x2dc],
    [0x2013, 0x2014], [0x2018, 0x201a], [0x201c, 0x201e], [0x2022, 0x2022], [0x2026, 0x2026], [0x20ac, 0x20ac], [0x2122, 0x2122]],
  'latin-ext': [[0x100, 0x17f], [0x18f, 0x18f], [0x192, 0x192], [0x1a0, 0x1a1], [0x1af, 0x1b0], [0x1fa, 0x1ff], [0x218, 0x21b], [0x237, 0x237],
    [0x1e80, 0x1e85]],
  vietnamese: [[0x1ea0, 0x1ef9]],
  greek: [[0x384, 0x38a], [0x38c, 0x38c], [0x38e, 0x3a1], [0x3a3, 0x3ce]],
  cyrillic: [[0x400, 0x45f], [0x490, 0x491], [0x4b0, 0x4b1]],
}

const read = new Map<Weight, readonly FontPart[]>()

/** The letter's typeface, embedded in it: names of patients are not all German. */
export function fontParts(weight: Weight): readonly FontPart[] {
  const known = read.get(weight)
  if (known !== undefined) return known
  const parts = Object.entries(ranges).map(([part, held]) => ({
    name: `${part}-${weight}`,
    bytes: unpackWoff(readFileSync(new URL(`files/roboto-${part}-${weight}-normal.woff`, typeface))),
    has: (codePoint: number) => held.some(([low, high]) => codePoint >= low && codePoint <= high),
  }))
  read.set(weight, parts)
  return parts
}

/** A text in runs of one font part each. What no part holds is shown as a question mark: seen to be missing, never silently dropped. */
export function fontRuns(text: string, weight: Weight): readonly { readonly font: string; readonly text: string }[] {
  const parts = fontParts(weight)
  const runs: { font: string; text: string }[] = []
  // The typeface has no capital sharp s.
  for (const letter of text.normalize('NFC').replaceAll('ẞ', 'SS')) {
    const codePoint = letter.codePointAt(0)!
    const part = parts.find(({ has }) => has(codePoint))
    const font = (part ?? parts[0]!).name
    const shown = part === undefined ? '?' : letter
    const last = runs.at(-1)
    if (last?.font === font) last.text += shown
    else runs.push({ font, text: shown })
  }
  return runs
}
