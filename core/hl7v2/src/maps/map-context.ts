import type { Issue } from '@steckwerk/kernel'
import type { MapSettings } from './contract.ts'
import { dateOf, dateTimeOf } from './values/time.ts'
import { zoneOf, type Zone } from './values/zone.ts'

/** What reading one message needs besides the message: the channel's settings, and a place for what looked doubtful. */
export class MapContext {
  readonly settings: MapSettings
  readonly zone: Zone
  /** The sending facility (MSH-4): the house by the sender's own name. */
  readonly facility: string | undefined
  readonly warnings: Issue[] = []
  readonly #times = new Map<string, string>()

  /** Fault: hl7v2/zone. */
  constructor(settings: MapSettings, facility: string | undefined) {
    this.settings = settings
    this.facility = facility
    this.zone = zoneOf(settings.zone)
  }

  /** `text` must not repeat a submitted value. */
  warn(at: string, text: string): void {
    this.warnings.push({ severity: 'warning', type: 'value', text, at })
  }

  id(type: string, system: string, value: string): string {
    return this.settings.idOf(type, system, value)
  }

  /** A FHIR date, or undefined with a warning. */
  date(at: string, sent: string): string | undefined {
    const date = dateOf(sent)
    if (date === undefined) this.warn(at, `${at} is not a date; it was left out.`)
    return date
  }

  /** A FHIR dateTime in the channel's zone, or undefined with a warning. */
  dateTime(at: string, sent: string): string | undefined {
    // One message names the same minute in EVN, PV1, ZBE and MSH.
    let time = this.#times.get(sent)
    if (time === undefined) {
      time = dateTimeOf(sent, this.zone)
      if (time !== undefined) this.#times.set(sent, time)
    }
    if (time === undefined) this.warn(at, `${at} is not a time; it was left out.`)
    return time
  }
}
