import type { Json } from './lossless.ts'

/** Deeper than parseJson takes nothing lies. */
const longest = 200

/** The tokens of a JSON Pointer, '' being the whole document; undefined where the text is none. Source: RFC 6901. */
export function readPointer(text: string): string[] | undefined {
  if (text === '') return []
  if (!text.startsWith('/') || /~(?![01])/.test(text)) return undefined
  const tokens = text.slice(1).split('/')
  return tokens.length > longest ? undefined : tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** A token as the index of an array's item; `end` allows the place after the last. undefined = there is no such place. */
export function indexOf(items: readonly Json[], token: string, end = false): number | undefined {
  if (!/^(?:0|[1-9]\d{0,8})$/.test(token)) return undefined
  const index = Number(token)
  return index < items.length || (end && index === items.length) ? index : undefined
}

/** The value at a pointer; undefined = there is none. */
export function valueAt(root: Json, tokens: readonly string[]): Json | undefined {
  let value: Json | undefined = root
  for (const token of tokens) {
    if (Array.isArray(value)) {
      const index = indexOf(value, token)
      value = index === undefined ? undefined : value[index]
    } else {
      value = value instanceof Map ? value.get(token) : undefined
    }
    if (value === undefined) return undefined
  }
  return value
}
