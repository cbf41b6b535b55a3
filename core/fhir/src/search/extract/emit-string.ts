import { fold } from '../../model/fold.ts'
import { phoneticWords } from '../phonetic.ts'
import { members, type Emit } from './sink.ts'

const text: Emit = (value, param, sink) => {
  if (typeof value !== 'string') return
  const folded = fold(value)
  if (folded !== '') sink.strings.push({ param, folded, exact: value })
}

/** One entry a word: its sound in place of its letters. */
const sounds: Emit = (value, param, sink) => {
  if (typeof value === 'string') for (const sound of phoneticWords(value)) sink.strings.push({ param, folded: sound, exact: sound })
}

function parts(names: readonly string[], emit: Emit): Emit {
  return (value, param, sink) => {
    const found = members(value)
    for (const name of names) {
      const part = found[name]
      if (Array.isArray(part)) for (const one of part) emit(one, param, sink)
      else if (part !== undefined) emit(part, param, sink)
    }
  }
}

/** By element type. Source: FHIR R4 search.html#string. */
export const stringEmits: Readonly<Record<string, Emit>> = {
  string: text,
  markdown: text,
  HumanName: parts(['family', 'given', 'prefix', 'suffix', 'text'], text),
  Address: parts(['line', 'city', 'district', 'state', 'postalCode', 'country', 'text'], text),
}

/** The same for parameters that find what sounds alike. */
export const phoneticEmits: Readonly<Record<string, Emit>> = {
  string: sounds,
  HumanName: parts(['family', 'given', 'text'], sounds),
}
