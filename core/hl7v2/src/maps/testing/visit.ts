import type { Resource } from '@steckwerk/fhir'
import type { LocationEntry } from '../resources/stays.ts'
import { messageOf, testId, testSettings, type World } from './world.ts'

export const encounterId = testId('Encounter', testSettings.caseSystem, 'F1')

/** One message about the visit F1 of patient 1. Times are `DDhhmm` of November 2026. */
export interface VisitMessage {
  readonly event: string
  readonly at: string
  readonly place?: string
  readonly prior?: string
  readonly admitted?: string
  readonly discharged?: string
  readonly class?: string
  /** ZBE-1 to ZBE-6; ZBE-2 and ZBE-3 as `DDhhmm`. */
  readonly movement?: readonly [id: string, start: string, end: string, action: string, historic?: string, origin?: string]
  readonly patient?: string
  readonly more?: string
}

const time = (short: string | undefined): string => (short === undefined || short === '' ? '' : `202611${short}`)

export function visitText(message: VisitMessage): string {
  const { event, at, place = '', prior = '', admitted, discharged, movement } = message
  const pv1: string[] = ['PV1']
  pv1[2] = message.class ?? 'I'
  pv1[3] = place
  pv1[6] = prior
  pv1[19] = 'F1'
  pv1[44] = time(admitted)
  pv1[45] = time(discharged)
  const zbe = movement && `ZBE|${movement[0]}|${time(movement[1])}|${time(movement[2])}|${movement.slice(3).join('|')}`
  return [
    `MSH|^~\\&|KIS|HAUS|HUB|HUB|${time(at)}||ADT^${event}|1|P|2.5`,
    `EVN||${time(at)}||||${time(at)}`,
    `PID|||${message.patient ?? '1'}||Krämer^Änne`,
    Array.from(pv1, part => part ?? '').join('|'),
    ...(zbe === undefined ? [] : [zbe]),
    ...(message.more === undefined ? [] : [message.more]),
  ].join('\n')
}

/** Applies messages and returns the visit as a short story: status, period, and a line for each stay. */
export function visitAfter(world: World, ...messages: readonly VisitMessage[]): { status: unknown; period: unknown; stays: string[] } {
  for (const message of messages) {
    const result = world.apply(messageOf(visitText(message)))
    if (result.kind !== 'mapped') throw new Error(result.code)
  }
  return story(world.get('Encounter', encounterId))
}

export function story(encounter: Resource): { status: unknown; period: unknown; stays: string[] } {
  const stays: string[] = []
  for (const { location, status, period, physicalType } of (encounter.location as LocationEntry[] | undefined) ?? []) {
    const line = `${status} ${short(period?.start)}–${short(period?.end)}`
    if (physicalType?.coding?.[0]?.code === 'wa') stays.push(`${location.display} ${line}`)
    else stays.push(stays.pop()!.replace(` ${line}`, `/${location.display} ${line}`))
  }
  const period = encounter.period as { start?: string; end?: string } | undefined
  return { status: encounter.status, period: period && `${short(period.start)}–${short(period.end)}`, stays }
}

function short(time: string | undefined): string {
  return time === undefined ? '' : time.slice(8, 16)
}
