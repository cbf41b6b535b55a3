import { fold } from '../model/fold.ts'
import type { SearchParamInfo } from './types.ts'

/** Kölner Phonetik's digit for one letter between its neighbours ('' outside the word); '' for what has no sound.
 *  Source: H. J. Postel, Die Kölner Phonetik, IBM-Nachrichten 19 (1969). */
function digit(letter: string, before: string, after: string): string {
  if ('aeijouy'.includes(letter)) return '0'
  if (letter === 'b') return '1'
  if (letter === 'p') return after === 'h' ? '3' : '1'
  if (letter === 'd' || letter === 't') return after !== '' && 'csz'.includes(after) ? '8' : '2'
  if ('fvw'.includes(letter)) return '3'
  if ('gkq'.includes(letter)) return '4'
  if (letter === 'c') {
    if (before === '') return after !== '' && 'ahkloqrux'.includes(after) ? '4' : '8'
    return !'sz'.includes(before) && after !== '' && 'ahkoqux'.includes(after) ? '4' : '8'
  }
  if (letter === 'x') return before !== '' && 'ckq'.includes(before) ? '8' : '48'
  if (letter === 'l') return '5'
  if (letter === 'm' || letter === 'n') return '6'
  if (letter === 'r') return '7'
  return letter === 's' || letter === 'z' ? '8' : ''
}

/** The code of one folded word; '' where nothing of it has a sound. */
export function kolnerCode(word: string): string {
  const letters = word.replace(/[^a-z]/g, '')
  let code = ''
  let last = ''
  for (let at = 0; at < letters.length; at++) {
    for (const one of digit(letters[at]!, letters[at - 1] ?? '', letters[at + 1] ?? '')) {
      if (one !== last && (one !== '0' || code === '')) code += one
      last = one
    }
  }
  return code
}

/** A text's words by their sound. R4 leaves the algorithm open; German names are what is searched here. A word without a Latin letter
 *  stands for itself, with "=" before it, so that it is no code. */
export function phoneticWords(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '')
    .map(word => kolnerCode(word) || `=${word}`)
}

/** Whether a parameter finds by sound. */
export function soundsAlike(param: SearchParamInfo): boolean {
  return param.type === 'string' && param.code === 'phonetic'
}
