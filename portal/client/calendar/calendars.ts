import type { Reference } from '../fhir-shapes.ts'
import type { Calendar } from './model.ts'
import type { Schedule } from './shapes.ts'

/** Schedule.extension: when and how a calendar may be booked; its `resource` parts name the calendars it needs (services/scheduling, docs/decisions/0029). */
const availability = 'urn:steckwerk:extension:availability'

const typeOf = (reference: Reference): string => reference.reference?.split('/').at(-2) ?? ''
const people = new Set(['Practitioner', 'PractitionerRole'])
const places = new Set(['Location', 'Device'])

/** The calendars in use, by name: people first, then what stands for itself, then what others need. */
export function calendarsOf(schedules: readonly Schedule[]): readonly Calendar[] {
  const needed = new Set(schedules.flatMap(needsOf))
  const used = schedules.filter(({ id, active }) => id !== undefined && active !== false)
  return used.map((schedule): Calendar => {
    const actors = schedule.actor ?? []
    const person = actors.find(actor => people.has(typeOf(actor)))
    const about = person ?? actors.find(actor => places.has(typeOf(actor))) ?? actors[0]
    const done = actors.find(actor => typeOf(actor) === 'HealthcareService')
    return {
      id: schedule.id!,
      name: about?.display ?? about?.reference ?? schedule.id!,
      kind: person === undefined ? 'place' : 'person',
      service: done?.display ?? schedule.serviceType?.[0]?.text ?? schedule.serviceType?.[0]?.coding?.[0]?.display ?? '',
      follows: needed.has(schedule.id!),
      actors: actors.flatMap(({ reference }) => reference ?? []),
    }
  }).toSorted((a, b) => Number(a.follows) - Number(b.follows) || Number(a.kind === 'place') - Number(b.kind === 'place') || a.name.localeCompare(b.name))
}

function needsOf({ extension }: Schedule): readonly string[] {
  const rule = extension?.find(({ url }) => url === availability)
  return (rule?.extension ?? []).flatMap(({ url, valueReference }) => url === 'resource' ? valueReference?.reference?.split('/').at(-1) ?? [] : [])
}
