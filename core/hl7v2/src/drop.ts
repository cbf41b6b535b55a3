import { Fault } from '@steckwerk/kernel'
import { lines } from './lines.ts'
import { parsePath, type Path } from './path.ts'
import { isHeader } from './segment.ts'
import type { Separators } from './separators.ts'

/** Checks drop rules before any message is there. Faults: hl7v2/path, hl7v2/drop-rule. */
export function parseDropRules(rules: readonly string[]): readonly Path[] {
  const paths = rules.map(parsePath)
  if (paths.some(path => isHeader(path.segment) && path.field < 3)) {
    throw new Fault('invalid', 'hl7v2/drop-rule', 'The MSH segment and its separators cannot be dropped.', { at: 'MSH' })
  }
  return paths
}

/** Takes what the rules name out of a raw message (latin1). Faults: hl7v2/path, hl7v2/drop-rule. */
export function dropFrom(raw: string, start: number, separators: Separators, rules: readonly string[]): string {
  const paths = parseDropRules(rules)
  let kept = ''
  let done = 0
  for (const line of lines(raw, start)) {
    const nameEnd = raw.indexOf(separators.field, line.start)
    const name = raw.slice(line.start, nameEnd < 0 ? line.end : Math.min(nameEnd, line.end))
    const own = paths.filter(path => path.segment === name)
    if (own.length === 0) continue
    kept += raw.slice(done, line.start)
    done = line.next
    if (own.some(path => path.field === 0)) continue
    const shortened = own.reduce((segment, path) => emptied(segment, path, separators), raw.slice(line.start, line.end))
    kept += shortened + raw.slice(line.end, line.next)
  }
  return kept + raw.slice(done)
}

function emptied(segment: string, path: Path, separators: Separators): string {
  const at = isHeader(path.segment) ? path.field - 1 : path.field
  return replacePart(segment, separators.field, at, field => {
    if (path.repetition === 0 && path.component === 0) return ''
    const inRepetition = (repetition: string): string => withoutComponent(repetition, path, separators)
    if (path.repetition > 0) return replacePart(field, separators.repetition, path.repetition - 1, inRepetition)
    return field.split(separators.repetition).map(inRepetition).join(separators.repetition)
  })
}

function withoutComponent(repetition: string, path: Path, separators: Separators): string {
  if (path.component === 0) return ''
  return replacePart(repetition, separators.component, path.component - 1, component =>
    path.subcomponent === 0 ? '' : replacePart(component, separators.subcomponent, path.subcomponent - 1, () => ''),
  )
}

function replacePart(text: string, separator: string, index: number, replace: (part: string) => string): string {
  const parts = text.split(separator)
  const old = parts[index]
  if (old === undefined) return text
  parts[index] = replace(old)
  return parts.join(separator)
}
