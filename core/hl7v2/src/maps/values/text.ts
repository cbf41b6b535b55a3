import { hl7Null, type Repetition } from '../../field.ts'

/** A component's text, trimmed: senders pad. Absent, empty, blank or null: undefined. */
export function valueOf(repetition: Repetition | undefined, component: number, subcomponent = 1): string | undefined {
  const value = repetition?.subcomponent(component, subcomponent)
  return value === undefined ? undefined : cleaned(value)
}

/** Text as FHIR allows it: without the character NUL, which no database takes, and without blanks around it. */
export function cleaned(value: string): string | undefined {
  if (value === hl7Null) return undefined
  const text = (value.includes('\0') ? value.replaceAll('\0', '') : value).trim()
  return text === '' ? undefined : text
}
