import { Fault, type Issue } from './fault.ts'

/** One setting: an environment variable with a default, a unit and a sentence. */
export interface Key<T> {
  readonly name: string
  readonly fallback: string
  readonly unit: string
  readonly text: string
  /** The value, or throws an Error whose message says what is expected (never the value itself). */
  readonly parse: (raw: string) => T
  readonly secret: boolean
}

export type Keys = Readonly<Record<string, Key<unknown>>>
export type Config<K extends Keys> = { readonly [N in keyof K]: K[N] extends Key<infer T> ? T : never }

interface KeyOptions {
  readonly unit?: string
  readonly secret?: boolean
}

function key<T>(name: string, fallback: string, text: string, parse: (raw: string) => T, unit: string, secret = false): Key<T> {
  return { name, fallback, unit, text, parse, secret }
}

function integer(raw: string, low: number, high: number): number {
  const value = Number(raw)
  if (!/^-?\d+$/.test(raw) || value < low || value > high) throw new Error(`a whole number from ${low} to ${high}`)
  return value
}

export const textKey = (name: string, fallback: string, text: string, options: KeyOptions = {}): Key<string> =>
  key(name, fallback, text, (raw) => raw, options.unit ?? 'text', options.secret)

export const integerKey = (name: string, fallback: number, text: string, unit: string, low = 0, high = Number.MAX_SAFE_INTEGER): Key<number> =>
  key(name, String(fallback), text, (raw) => integer(raw, low, high), unit)

export const portKey = (name: string, fallback: number, text: string): Key<number> =>
  key(name, String(fallback), text, (raw) => integer(raw, 0, 65535), 'TCP port')

export const flagKey = (name: string, fallback: boolean, text: string): Key<boolean> =>
  key(name, String(fallback), text, (raw) => {
    if (raw === 'true' || raw === '1') return true
    if (raw === 'false' || raw === '0' || raw === '') return false
    throw new Error('true or false')
  }, 'true or false')

export const choiceKey = <T extends string>(name: string, choices: readonly T[], fallback: NoInfer<T>, text: string): Key<T> =>
  key(name, fallback, text, (raw) => {
    const found = choices.find((choice) => choice === raw)
    if (found === undefined) throw new Error(`one of ${choices.join(', ')}`)
    return found
  }, choices.join(' | '))

/** Reads all keys at once from an environment, reports every problem together, and freezes the result.
 *  Faults: kernel/config. */
export function readConfig<K extends Keys>(keys: K, environment: Readonly<Record<string, string | undefined>>): Config<K> {
  const values: Record<string, unknown> = {}
  const issues: Issue[] = []
  for (const [property, definition] of Object.entries(keys)) {
    const raw = environment[definition.name]
    try {
      values[property] = definition.parse(raw === undefined || raw === '' ? definition.fallback : raw)
    } catch (error) {
      issues.push({ severity: 'error', type: 'value', at: definition.name, text: `${definition.name} must be ${(error as Error).message}` })
    }
  }
  if (issues.length > 0) {
    throw new Fault('invalid', 'kernel/config', issues.map((issue) => issue.text).join('; '), { issues })
  }
  return Object.freeze(values) as Config<K>
}
