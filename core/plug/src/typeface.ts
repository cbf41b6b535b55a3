import { readFileSync } from 'node:fs'
import { unpackWoff } from './unpack-woff.ts'

export { unpackWoff }

export type Weight = 400 | 700

const typeface = import.meta.resolve('@fontsource/roboto/package.json')
const parts = ['latin', 'latin-ext', 'greek', 'cyrillic'] as const
type Part = (typeof parts)[number]

/** Which file of the typeface has a letter. */
function partOf(codePoint: number): Part | undefined {
  if ((codePoint >= 0x20 && codePoint <= 0x7e) || (codePoint >= 0xa0 && codePoint <= 0xff) || [0x2013, 0x2014, 0x2018, 0x2019, 0x201a, 0x201c, 0x201d, 0x201e, 0x2022, 0x2026, 0x20ac].includes(codePoint)) return 'latin'
  if (codePoint >= 0x100 && codePoint <= 0x17f) return 'latin-ext'
  if (codePoint >= 0x384 && codePoint <= 0x3ce && codePoint !== 0x38b && codePoint !== 0x38d && codePoint !== 0x3a2) return 'greek'
  return codePoint >= 0x400 && codePoint <= 0x45f ? 'cyrillic' : undefined
}

let known: ReturnType<typeof fontFiles> | undefined

/** The typeface of the files that services write (letters, reports, badges), for pdfkit's `registerFont`: a file for each script and weight. */
export function fontFiles(): readonly { readonly name: string; readonly bytes: Buffer }[] {
  return known ??= parts.flatMap((part) => ([400, 700] as const).map((weight) => ({ name: `${part}-${weight}`, bytes: unpackWoff(readFileSync(new URL(`files/roboto-${part}-${weight}-normal.woff`, typeface))) })))
}

/** A text in runs of one font each; a letter the typeface does not have is shown as a question mark. */
export function fontRuns(text: string, weight: Weight): readonly { readonly font: string; readonly text: string }[] {
  const runs: { font: string; text: string }[] = []
  for (const letter of text.normalize('NFC').replace(/\s+/g, ' ')) {
    const part = partOf(letter.codePointAt(0)!)
    const font = `${part ?? 'latin'}-${weight}`
    const last = runs.at(-1)
    const shown = part === undefined ? '?' : letter
    if (last?.font === font) last.text += shown
    else runs.push({ font, text: shown })
  }
  return runs
}
