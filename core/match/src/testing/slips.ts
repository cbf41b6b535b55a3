import type { Dice } from './random.ts'

const beside: Readonly<Record<string, string>> = {
  a: 'sqyw', b: 'vnhg', c: 'xvdf', d: 'sfec', e: 'wrd', f: 'dgrv', g: 'fhtb', h: 'gjzn', i: 'uok', j: 'hku', k: 'jlio', l: 'köo', m: 'nj', n: 'bmh', o: 'ipl', p: 'oü',
  q: 'wa', r: 'etf', s: 'adwy', t: 'rzg', u: 'zij', v: 'cbf', w: 'qes', x: 'yc', y: 'xs', z: 'tuh',
}
const asHeard: readonly (readonly [RegExp, string])[] = [
  [/ei/, 'ai'], [/ai/, 'ei'], [/ey/, 'ei'], [/ay/, 'ai'], [/dt$/, 't'], [/tt/, 't'], [/ff/, 'f'], [/ph/, 'f'], [/th/, 't'], [/tz/, 'z'], [/ck/, 'k'], [/mm/, 'm'], [/nn/, 'n'],
  [/ll/, 'l'], [/ß/, 'ss'], [/ie/, 'i'], [/^C/, 'K'], [/^K/, 'C'], [/v/, 'w'], [/ä/, 'e'], [/oh/, 'o'], [/ah/, 'a'], [/rt/, 'rdt'], [/y/, 'i'], [/m$/, 'mm'], [/n$/, 'nn'],
]

/** One slip of the keyboard: a neighbour key, a letter twice, left out, or exchanged with the next one. The first letter is mostly right. */
export function slip(dice: Dice, text: string): string {
  if (text.length < 3) return text
  const at = dice.chance(0.05) ? 0 : dice.between(1, text.length - 1)
  const letter = text[at]!
  switch (dice.below(4)) {
    case 0: return text.slice(0, at) + dice.of([...(beside[letter.toLowerCase()] ?? 'e')]) + text.slice(at + 1)
    case 1: return text.slice(0, at) + letter.toLowerCase() + text.slice(at)
    case 2: return text.slice(0, at) + text.slice(at + 1)
    default: return at + 1 >= text.length ? text : text.slice(0, at) + text[at + 1]! + letter + text.slice(at + 2)
  }
}

/** As heard, not as spelled. Falls back on a slip where the name has but one spelling. */
export function misheard(dice: Dice, text: string): string {
  const fitting = asHeard.filter(([pattern]) => pattern.test(text))
  if (fitting.length === 0) return slip(dice, text)
  const [pattern, spelling] = dice.of(fitting)
  return text.replace(pattern, spelling)
}

/** As by a system without umlauts: transcribed, or the dots lost. */
export function withoutUmlauts(dice: Dice, text: string): string {
  const to = dice.chance(0.8) ? { ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue' } : { ä: 'a', ö: 'o', ü: 'u', Ä: 'A', Ö: 'O', Ü: 'U' }
  return text.replace(/[äöüÄÖÜ]/g, (letter) => to[letter as keyof typeof to]).replaceAll('ß', 'ss')
}
