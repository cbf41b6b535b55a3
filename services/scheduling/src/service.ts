import { Fault } from '@steckwerk/kernel'
import type { OperationAnswer, OperationCall, Plug, PlugHealth, PlugHost, RunningPlug } from '@steckwerk/plug'
import type { Operation } from './desk.ts'
import { exitFile } from './exit-export.ts'
import { guardAppointments } from './guard.ts'
import { makeSlots, ruledSchedules } from './make-slots.ts'
import { manifest } from './manifest.ts'
import { accept } from './operations/accept.ts'
import { amend } from './operations/amend.ts'
import { blockSlot, freeSlot } from './operations/block-slot.ts'
import { book } from './operations/book.ts'
import { calendar } from './operations/calendar.ts'
import { cancel } from './operations/cancel.ts'
import { confirm } from './operations/confirm.ts'
import { decline } from './operations/decline.ts'
import { ical } from './operations/ical.ts'
import { remakeSlots } from './operations/make-slots.ts'
import { noShow } from './operations/no-show.ts'
import { offer } from './operations/offer.ts'
import { wait } from './operations/wait.ts'
import { remind } from './reminders.ts'
import { settle, toldOf } from './settle.ts'
import { tendWaitingList } from './waiting-list.ts'
import { startRounds } from './rounds.ts'

const operations: Readonly<Record<string, Operation>> = {
  'Appointment/accept': accept,
  'Appointment/amend': amend,
  'Appointment/block-slot': blockSlot,
  'Appointment/book': book,
  'Appointment/cancel': cancel,
  'Appointment/confirm': confirm,
  'Appointment/decline': decline,
  'Appointment/free-slot': freeSlot,
  'Appointment/ical': ical,
  'Appointment/no-show': noShow,
  'Appointment/offer': offer,
  'Appointment/wait': wait,
  'Schedule/calendar': calendar,
  'Schedule/make-slots': remakeSlots,
}

/** So often all calendars are looked at though nobody changed anything: the horizon moves on. */
const remakeMs = 15 * 60_000

/** Scheduling as a service: ISiK Terminplanung on the carrier's own records. It keeps nothing of its own. */
export function schedulingPlug(): Plug {
  return { manifest, start: async (host) => start(host) }
}

function start(host: PlugHost): RunningPlug {
  const told = new Set<string>()
  /** Carriers whose calendars are all to be looked at. */
  const toRemake = new Set<string>()
  const baseOf = (slug: string): string => `${host.publicUrl}/fhir/${slug}`
  const rounds = startRounds(host, async (slug, why) => {
    const carrier = await host.carrier(slug)
    const desk = { carrier, base: baseOf(slug), now: host.clock.now() }
    const isDue = toRemake.delete(slug) || await host.takeTurn(slug, 'slots', remakeMs)
    // Between two looks at all of them, only calendars that need a room or device follow what was booked there.
    const schedules = isDue || why === 'changed' ? await ruledSchedules(carrier.fhir, isDue ? 'all' : 'dependent').catch((thrown: unknown) => {
      if (isDue) toRemake.add(slug)
      throw thrown
    }) : []
    for (const schedule of schedules) {
      try {
        await makeSlots(carrier.fhir, schedule, desk.now)
      } catch (thrown) {
        // One calendar whose rule cannot be read must not keep the others from their slots.
        host.log.error('scheduling.slots-not-made', thrown, { carrier: slug })
      }
    }
    await tendWaitingList(desk, hours(carrier.parameters['offerHours']))
    await remind(desk, hours(carrier.parameters['reminderHours']), told)
  })
  const remake = (slug: string): void => {
    toRemake.add(slug)
    rounds.wake(slug)
  }
  return {
    health: async (): Promise<PlugHealth> => (rounds.failing() === 0 ? { state: 'ok' } : { state: 'degraded', reason: `rounds fail at ${rounds.failing()} carriers` }),
    operation: async (call: OperationCall): Promise<OperationAnswer> => {
      const operation = operations[`${call.type ?? ''}/${call.name}`]
      if (operation === undefined) throw new Fault('not-supported', 'scheduling/operation', 'There is no such operation here.')
      const carrier = await host.carrier(call.carrier)
      return operation({ carrier, caller: call.caller, base: baseOf(call.carrier), now: host.clock.now(), changed: () => rounds.wake(call.carrier), remake: () => remake(call.carrier) }, call)
    },
    guard: async (call) => guardAppointments(call, baseOf(call.carrier)),
    notified: async (slug, notification) => {
      const desk = { carrier: await host.carrier(slug), base: baseOf(slug), now: host.clock.now() }
      const { appointments, isSchedule } = toldOf(notification)
      let isChanged = false
      for (const id of appointments) isChanged = (await settle(desk, id)) || isChanged
      if (isSchedule) remake(slug)
      else if (isChanged) rounds.wake(slug)
    },
    provision: async ({ carrier }) => {
      remake(carrier)
      return { state: 'succeeded', description: 'Bereit', percent: 100 }
    },
    deprovision: async () => ({ state: 'succeeded', description: 'Alle Termine bleiben beim Träger', percent: 100 }),
    exitExport: async ({ carrier }) => exitFile((await host.carrier(carrier)).fhir, carrier),
    stop: async () => rounds.stop(),
  }
}

function hours(parameter: unknown): number {
  return typeof parameter === 'number' && parameter >= 1 && parameter <= 336 ? parameter : 24
}
