import { parseArgs } from 'node:util'
import type { CareSettings } from '@steckwerk/api/contract/people'
import type { Command } from '../command.ts'
import { operator } from '../operator.ts'

export const care: Command = {
  summary: 'how long a treatment opens a record, and an emergency access lasts',
  help: `steckwerk care <carrier>                                     what is set
steckwerk care <carrier> [--ended-case-days <0-3650>] [--emergency-minutes <15-1440>]
    for so many days after its end a case still opens the record to those who treated (365 unless set);
    an emergency access lasts so many minutes (240 unless set). What is not named stays.`,
  async run(args) {
    const { positionals: [carrier, ...more], values } = parseArgs({
      args: [...args], allowPositionals: true, options: { 'ended-case-days': { type: 'string' }, 'emergency-minutes': { type: 'string' } },
    })
    const change = changeOf(values['ended-case-days'], values['emergency-minutes'])
    if (carrier === undefined || more.length > 0 || change === undefined) {
      console.error(this.help)
      return 2
    }
    const hub = operator(process.env)
    const path = `/admin/carriers/${encodeURIComponent(carrier)}/care-settings`
    const before = await hub.get<CareSettings>(path)
    const { endedCaseDays, emergencyMinutes } = Object.keys(change).length === 0 ? before : await hub.put<CareSettings>(path, { ...before, ...change })
    console.log(`ended-case-days\t${endedCaseDays}\nemergency-minutes\t${emergencyMinutes}`)
    return 0
  },
}

/** What is to become other; undefined where it is no whole number. The hub knows the bounds. */
export function changeOf(days: string | undefined, minutes: string | undefined): Partial<CareSettings> | undefined {
  if ([days, minutes].some((text) => text !== undefined && !/^\d{1,6}$/.test(text))) return undefined
  return { ...(days === undefined ? {} : { endedCaseDays: Number(days) }), ...(minutes === undefined ? {} : { emergencyMinutes: Number(minutes) }) }
}
