import { parseArgs } from 'node:util'
import type { EvidenceInfo, PlugEvidencePage } from '@steckwerk/api/contract/marketplace'
import type { CarrierPlugs, PlugInfo, PlugList, PlugUsage } from '@steckwerk/api/contract/plugs'
import { checkPlug } from '../check-plug.ts'
import type { Command } from '../command.ts'
import { newPlug } from '../new-plug.ts'
import { operator } from '../operator.ts'

const line = ({ id, manifest, url, health }: PlugInfo): string =>
  [id, manifest.version, manifest.capability, url ?? 'in the hub', health === null ? 'not looked at yet' : [health.state, health.reason ?? ''].join(' ').trim()].join('\t')

export const plug: Command = {
  summary: 'services that carriers plug in: list, add, grant, choose, health, usage; start a new one',
  help: `steckwerk plug list [<carrier>]                  all services, or what a carrier granted and chose
steckwerk plug add <address>                     a service outside, by its manifest; again: reads manifest and keys anew
steckwerk plug remove <plug>                     forgets it; what carriers granted it ends at once
steckwerk plug grant <carrier> <plug> [--scope <scope> …] [--purpose <code> …] [--parameters <JSON>]
    Without --scope and --purpose: all that its manifest asks for. Refused while the carrier's policy misses evidence: "plug list <carrier>" says which.
steckwerk plug revoke <carrier> <plug>           ends it and all its tokens at once
steckwerk plug choose <carrier> <capability> <plug>|none   refused as a grant is
steckwerk plug evidence                          services outside, with the evidence that is known of them
steckwerk plug evidence <plug> <kind> <what was seen> [--value …] [--issued 2026-01-31] [--expires 2027-01-31] [--url …]
    c5, avv, data-location, medical-device, exit-format, penetration-test, accessibility, other; of a broker's service: "steckwerk market evidence".
steckwerk plug ask <carrier> [<Type>/[<id>/]]<operation>   asks it of whichever service the carrier has chosen, without input
steckwerk plug health                            looks at all services now
steckwerk plug usage <carrier> [<from> <to>]     months such as 2026-11
steckwerk plug new <folder>                      writes a small service in plain JavaScript; docs/plug-guide.md goes on from there
steckwerk plug check <file>                      starts a service's main file and tests what every service must hold; no hub is needed`,
  async run(args) {
    const { positionals: [verb, first, second, third], values } = parseArgs({
      args: [...args], allowPositionals: true,
      options: { scope: { type: 'string', multiple: true }, purpose: { type: 'string', multiple: true }, parameters: { type: 'string' }, value: { type: 'string' }, issued: { type: 'string' }, expires: { type: 'string' }, url: { type: 'string' } },
    })
    if (verb === 'new' && first !== undefined) {
      const { folder, id } = await newPlug(first)
      console.log(`${id} is in ${folder}. Its README.md says how it runs.`)
      return 0
    }
    if (verb === 'check' && first !== undefined) return checkPlug(first)
    const hub = operator(process.env)
    const part = encodeURIComponent
    const at = `/admin/carriers/${part(first ?? '')}`
    if (verb === 'list' && first === undefined) {
      for (const one of (await hub.get<PlugList>('/admin/plugs')).plugs) console.log(line(one))
      return 0
    }
    if (verb === 'list') {
      const { grants, providers, concerns } = await hub.get<CarrierPlugs>(`${at}/plugs`)
      for (const { plug: id, scopes, purposes, asksForMore } of grants) {
        const answers = providers.filter((one) => one.plug === id).map(({ capability }) => capability).join(',')
        console.log([id, answers === '' ? 'not chosen' : `chosen for ${answers}`, scopes.join(' '), purposes.join(' '), ...(asksForMore ? ['asks for more now'] : [])].join('\t'))
      }
      for (const { plug: id, concerns: found } of concerns) {
        console.log([id, 'evidence', found.map(({ kind, why, expires: until }) => `${kind} (${[why, ...until === undefined ? [] : [until]].join(' ')})`).join(', ')].join('\t'))
      }
      return 0
    }
    if (verb === 'add' && first !== undefined) {
      console.log(line(await hub.post<PlugInfo>('/admin/plugs', { url: first })))
      return 0
    }
    if (verb === 'remove' && first !== undefined) {
      await hub.delete(`/admin/plugs/${part(first)}`)
      return 0
    }
    if (verb === 'grant' && first !== undefined && second !== undefined) {
      await hub.put(`${at}/plugs/${part(second)}`, {
        ...(values.scope === undefined ? {} : { scopes: values.scope }),
        ...(values.purpose === undefined ? {} : { purposes: values.purpose }),
        ...(values.parameters === undefined ? {} : { parameters: JSON.parse(values.parameters) as object }),
      })
      return 0
    }
    if (verb === 'revoke' && first !== undefined && second !== undefined) {
      await hub.delete(`${at}/plugs/${part(second)}`)
      return 0
    }
    if (verb === 'choose' && second !== undefined && third !== undefined) {
      await hub.put(`${at}/providers/${part(second)}`, { plug: third === 'none' ? null : third })
      return 0
    }
    if (verb === 'evidence' && first === undefined) {
      for (const { id, vendor, url, evidence } of (await hub.get<PlugEvidencePage>('/admin/platform/plugs')).plugs) {
        console.log([id, vendor, url, evidence.map(({ kind, state, expires: until }) => [kind, state, ...until === undefined ? [] : [until]].join(':')).join(' ') || 'none'].join('\t'))
      }
      return 0
    }
    if (verb === 'evidence' && first !== undefined && third !== undefined) {
      const { value, issued, expires, url } = values
      const { id, kind, state } = await hub.post<EvidenceInfo>(`/admin/platform/plugs/${part(first)}/evidence`, { kind: second, title: { de: third }, value, issued, expires, url })
      console.log([id, kind, state].join('\t'))
      return 0
    }
    if (verb === 'ask' && first !== undefined && second !== undefined) {
      const [name = '', ...place] = second.split('/').toReversed()
      const path = [...place.toReversed().map(part), `$${part(name)}`].join('/')
      console.log(JSON.stringify(await hub.post(`/fhir/${part(first)}/${path}`, { resourceType: 'Parameters' }), null, 2))
      return 0
    }
    if (verb === 'health' && first === undefined) {
      for (const one of (await hub.post<PlugList>('/admin/plugs/health', {})).plugs) console.log(line(one))
      return 0
    }
    if (verb === 'usage' && first !== undefined) {
      const months = second === undefined ? '' : `?from=${part(second)}&to=${part(third ?? second)}`
      for (const { month, plug: id, metric, amount } of (await hub.get<PlugUsage>(`${at}/plug-usage${months}`)).usage) console.log([month, id, metric, amount].join('\t'))
      return 0
    }
    console.error(this.help)
    return 2
  },
}
