import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Command } from '../command.ts'
import { operator } from '../operator.ts'
import { readBedPlan } from './bed-plan.ts'

export const carrier: Command = {
  summary: 'list or add carriers, import a bed plan',
  help: `steckwerk carrier list
steckwerk carrier add <carrier> --name <name>      add a carrier, or rename it; with --network a network of a region's people, without clinical data
steckwerk carrier beds <carrier> <file.csv> --case-system <uri>
    make known the beds of a carrier's sites, so that free ones are shown before anybody lay in them.
    CSV with the columns site;ward;room;bed (";" or ","), UTF-8; --case-system as in the connector's channel.`,
  async run(args) {
    const { positionals: [verb, name, file], values } = parseArgs({
      args: [...args], allowPositionals: true, options: { name: { type: 'string' }, network: { type: 'boolean', default: false }, 'case-system': { type: 'string' } },
    })
    const hub = operator(process.env)
    if (verb === 'list') {
      const { carriers } = await hub.get<{ carriers: { carrier: string; name: string; kind: string }[] }>('/admin/carriers')
      for (const one of carriers) console.log(`${one.carrier}\t${one.name}${one.kind === 'network' ? '\t(network)' : ''}`)
      return 0
    }
    if (verb === 'add' && name !== undefined && values.name !== undefined) {
      const added = await hub.post<{ carrier: string }>('/admin/carriers', { carrier: name, name: values.name, kind: values.network ? 'network' : 'carrier' })
      console.log(`${values.network ? 'Network' : 'Carrier'} ${added.carrier}: /fhir/${added.carrier}`)
      return 0
    }
    if (verb === 'beds' && name !== undefined && file !== undefined && values['case-system'] !== undefined) {
      const beds = readBedPlan(readFileSync(file, 'utf8'))
      const { created } = await hub.put<{ created: number }>(
        `/admin/carriers/${encodeURIComponent(name)}/beds`, { caseSystem: values['case-system'], beds })
      console.log(`${beds.length} beds read, ${created} locations new.`)
      return 0
    }
    console.error(this.help)
    return 2
  },
}
