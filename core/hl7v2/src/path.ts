import { Fault } from '@steckwerk/kernel'

/** A place in a segment; 0 stands for "not named". Counting begins with 1, as HL7 does. */
export interface FieldPath {
  readonly field: number
  readonly repetition: number
  readonly component: number
  readonly subcomponent: number
}

export interface Path extends FieldPath {
  readonly segment: string
}

const inSegment = String.raw`(\d{1,3})(?:\((\d{1,4})\))?(?:\.(\d{1,3})(?:\.(\d{1,3}))?)?`
const absolute = new RegExp(String.raw`^([A-Z][A-Z0-9]{2})(?:-${inSegment})?$`)
const relative = new RegExp(`^${inSegment}$`)

// Reading a path costs more than following it; the same few hundred literals come again with every message.
const knownPaths = new Map<string, Path>()
const knownFieldPaths = new Map<string, FieldPath>()
const mostKept = 4096

/** `PID`, `PID-5`, `PID-5.1`, `PID-3(2).4.1`. Fault: hl7v2/path. */
export function parsePath(path: string): Path {
  const known = knownPaths.get(path)
  if (known) return known
  const match = absolute.exec(path)
  if (!match || (match[2] !== undefined && Number(match[2]) === 0)) throw wrongPath()
  const parsed = { segment: match[1] ?? '', ...numbers(match.slice(2)) }
  if (knownPaths.size < mostKept) knownPaths.set(path, parsed)
  return parsed
}

/** `5`, `5.1`, `3(2).4`: a path inside a segment. Fault: hl7v2/path. */
export function parseFieldPath(path: string): FieldPath {
  const known = knownFieldPaths.get(path)
  if (known) return known
  const match = relative.exec(path)
  if (!match || Number(match[1]) === 0) throw wrongPath()
  const parsed = numbers(match.slice(1))
  if (knownFieldPaths.size < mostKept) knownFieldPaths.set(path, parsed)
  return parsed
}

function numbers(parts: readonly (string | undefined)[]): FieldPath {
  const [field, repetition, component, subcomponent] = parts.map(part => Number(part ?? 0))
  return { field: field ?? 0, repetition: repetition ?? 0, component: component ?? 0, subcomponent: subcomponent ?? 0 }
}

function wrongPath(): Fault {
  return new Fault('invalid', 'hl7v2/path', 'A path into a message reads like PID, PID-5, PID-5.1 or PID-3(2).4.1.')
}
