import { auditEvents, type LogQuery } from '@steckwerk/access'
import type { Condition, DateValue, ReferenceValue, TokenValue } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'

/** A search for AuditEvents as the log can answer it; patients by id. */
export interface AuditEventQuery {
  readonly log: Omit<LogQuery, 'count' | 'patient'>
  readonly patient: string | undefined
  /** Nothing can meet it. */
  readonly none: boolean
}

type Draft = { -readonly [name in keyof Omit<LogQuery, 'count' | 'patient'>]: LogQuery[name] }

/** Faults: api/audit-search. */
export function auditEventQuery(conditions: readonly Condition[], id: (text: string) => Partial<LogQuery> | undefined): AuditEventQuery {
  const log: Draft = {}
  let patient: string | undefined
  let none = false
  const set = (part: Partial<Draft>): void => {
    for (const name of Object.keys(part)) if (Object.hasOwn(log, name)) throw notOffered()
    Object.assign(log, part)
  }
  const patientIs = (wanted: string): void => {
    if (patient !== undefined && patient !== wanted) none = true
    patient = wanted
  }
  for (const condition of conditions) {
    switch (condition.kind) {
      case 'id': {
        const found = condition.negate === true || condition.values.length !== 1 ? undefined : id(condition.values[0]!)
        if (found === undefined) none = true
        else set(found)
        break
      }
      case 'date': {
        if (condition.param !== 'date') throw notOffered()
        const [from, to] = range(condition.values)
        if (from !== undefined) log.from = Math.max(from, log.from ?? from)
        if (to !== undefined) log.to = Math.min(to, log.to ?? to)
        break
      }
      case 'token': {
        if (condition.negate) throw notOffered()
        const events = log.events
        const found = tokens(condition.param, condition.values)
        // type and subtype narrow each other.
        if (found.events !== undefined && events !== undefined) log.events = found.events.filter((event) => events.includes(event))
        else set(found)
        break
      }
      case 'identified': {
        if (condition.param !== 'agent' || condition.values.length !== 1) throw notOffered()
        set({ actor: condition.values[0]!.code ?? '' })
        break
      }
      case 'reference': {
        const value = onlyOne(condition.values)
        if (condition.param === 'patient') patientIs(value.id ?? '')
        else if (condition.param === 'entity' && value.type === 'Patient') patientIs(value.id ?? '')
        else if (condition.param === 'entity' && value.type !== undefined) set({ type: value.type, id: value.id ?? '' })
        else if (condition.param === 'agent' && value.type !== undefined) set({ actor: `${value.type}/${value.id ?? ''}` })
        else throw notOffered()
        break
      }
      default:
        throw notOffered()
    }
  }
  return { log, patient, none: none || log.events?.length === 0 }
}

function notOffered(): Fault {
  return new Fault('not-supported', 'api/audit-search', 'AuditEvents are found by patient, agent, date, type, subtype, action, outcome, entity and _id, each once.')
}

function onlyOne(values: readonly ReferenceValue[]): ReferenceValue {
  if (values.length !== 1 || values[0]!.url !== undefined) throw notOffered()
  return values[0]!
}

/** Microseconds in, milliseconds out. */
function range(values: readonly DateValue[]): [number | undefined, number | undefined] {
  if (values.length !== 1) throw notOffered()
  const { prefix, low, high } = values[0]!
  switch (prefix) {
    case 'eq': case 'ap': return [Math.ceil(low / 1000), Math.floor(high / 1000)]
    case 'ge': return [Math.ceil(low / 1000), undefined]
    case 'gt': case 'sa': return [Math.floor(high / 1000) + 1, undefined]
    case 'le': return [undefined, Math.floor(high / 1000)]
    case 'lt': case 'eb': return [undefined, Math.ceil(low / 1000) - 1]
    case 'ne': throw notOffered()
  }
}

function tokens(param: string, values: readonly TokenValue[]): Partial<Draft> {
  const codes = values.map(({ code }) => code ?? '')
  switch (param) {
    case 'action': return { actions: codes }
    case 'outcome': return { outcomes: codes.filter((code) => /^\d{1,2}$/.test(code)).map(Number) }
    case 'type': return { events: eventsWhere((event) => codes.includes(auditEvents[event]!.type)) }
    case 'subtype': return { events: eventsWhere((event) => codes.includes(event) || codes.includes(auditEvents[event]!.subtype ?? '')) }
    default: throw notOffered()
  }
}

const eventsWhere = (holds: (event: string) => boolean): string[] => Object.keys(auditEvents).filter(holds)
