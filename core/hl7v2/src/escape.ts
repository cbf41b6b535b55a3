import { standardSeparators, type Separators } from './separators.ts'

/** Replaces the escape sequences of a raw value (latin1, one character a byte, not decoded yet: `\X..\` gives bytes).
 *  `\F\ \S\ \T\ \R\ \E\ \P\` and `\Xhh..\` become what they stand for, `\.br\`, `\.sp<n>\` and `\.ce\` line ends, `\.sk<n>\` blanks;
 *  highlighting (`\H\ \N\`) and the other formatting commands vanish. Charset switches, local sequences (`\C..\ \M..\ \Z..\`) and
 *  whatever is unknown stay as they are.
 *  Source: HL7 v2.5.1 chapter 2.7. */
export function unescape(raw: string, separators: Separators): string {
  const mark = separators.escape
  let open = raw.indexOf(mark)
  if (open < 0) return raw
  let text = ''
  let done = 0
  while (open >= 0) {
    const close = raw.indexOf(mark, open + 1)
    if (close < 0) break
    const body = raw.slice(open + 1, close)
    const meaning = meaningOf(body, separators)
    if (meaning !== undefined) {
      text += raw.slice(done, open) + meaning
      done = close + 1
    }
    // An unknown sequence may be a stray mark (a Windows path), whose partner then opens the next one.
    open = meaning !== undefined || /^[CMZ]/.test(body) ? raw.indexOf(mark, close + 1) : close
  }
  return text + raw.slice(done)
}

function meaningOf(body: string, separators: Separators): string | undefined {
  switch (body) {
    case 'F':
      return separators.field
    case 'S':
      return separators.component
    case 'T':
      return separators.subcomponent
    case 'R':
      return separators.repetition
    case 'E':
      return separators.escape
    case 'P':
      return separators.truncation ?? '#'
    case 'H':
    case 'N':
      return ''
    default:
      if (body.startsWith('X')) return hexadecimal(body)
      return body.startsWith('.') ? formatting(body) : undefined
  }
}

function hexadecimal(body: string): string | undefined {
  return /^X(?:[0-9A-Fa-f]{2})+$/.test(body) ? Buffer.from(body.slice(1), 'hex').toString('latin1') : undefined
}

function formatting(body: string): string | undefined {
  const command = /^\.(br|sp|sk|fi|nf|in|ti|ce)([+-]?\d{0,2})$/.exec(body)
  if (!command) return undefined
  const amount = Math.max(1, Number(command[2]) || 1)
  switch (command[1]) {
    case 'br':
    case 'ce':
      return '\n'
    case 'sp':
      return '\n'.repeat(amount)
    case 'sk':
      return ' '.repeat(amount)
    default:
      return ''
  }
}

/** Text as a value: separators become escape sequences, line feeds `\.br\`, other control characters `\X..\`. */
export function escape(text: string, separators: Separators): string {
  if (separators === standardSeparators && !/[|^~\\&\u0000-\u001f]/.test(text)) return text
  const { field, component, repetition, escape: mark, subcomponent, truncation } = separators
  let value = ''
  for (const character of text) {
    if (character === mark) value += `${mark}E${mark}`
    else if (character === field) value += `${mark}F${mark}`
    else if (character === component) value += `${mark}S${mark}`
    else if (character === repetition) value += `${mark}R${mark}`
    else if (character === subcomponent) value += `${mark}T${mark}`
    else if (character === truncation) value += `${mark}P${mark}`
    else if (character === '\n') value += `${mark}.br${mark}`
    else if (character < ' ') value += `${mark}X${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}${mark}`
    else value += character
  }
  return value
}
