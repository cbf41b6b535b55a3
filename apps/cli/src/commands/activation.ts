import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Command } from '../command.ts'
import { operator } from '../operator.ts'

interface Settings { readonly [name: string]: number | boolean }

export const activation: Command = {
  summary: 'activation codes for patients, their portal access, its settings',
  help: `steckwerk activation issue <carrier> <patient> --letter <file.pdf> [--parent] [--english]
    a new code for a patient's portal access (or, --parent, for a parent); earlier ones end. The code is in the letter only.
steckwerk activation list <carrier> <patient>           whether there is access, and which codes
steckwerk activation withdraw <carrier> <patient> <id>  end an open code
steckwerk activation unlink <carrier> <patient> [--parents | --all]   end access that was given in error
steckwerk activation requests <carrier>                 parents who wait for the desk
steckwerk activation decide <carrier> <id> --confirm | --refuse
steckwerk activation ending <carrier> [--days <n>]      parents' access that ends by age
steckwerk activation settings <carrier> [name=value …]  show or change ages, days, rules`,
  async run(args) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        letter: { type: 'string' }, parent: { type: 'boolean' }, english: { type: 'boolean' }, parents: { type: 'boolean' }, all: { type: 'boolean' },
        confirm: { type: 'boolean' }, refuse: { type: 'boolean' }, days: { type: 'string' },
      },
    })
    const [verb, carrier, subject, id] = positionals
    if (verb === undefined || carrier === undefined) return wrong(this.help)
    const hub = operator(process.env)
    const at = `/admin/carriers/${encodeURIComponent(carrier)}`
    const patient = `${at}/patients/${encodeURIComponent(subject ?? '')}`

    if (verb === 'issue' && subject !== undefined && values.letter !== undefined) {
      const issued = await hub.post<{ id: string; expiresAt: string; letter: string }>(
        `${patient}/activation-codes`, { kind: values.parent === true ? 'parent' : 'self', language: values.english === true ? 'en' : 'de' })
      writeFileSync(values.letter, Buffer.from(issued.letter, 'base64'), { mode: 0o600 })
      console.log(`Code ${issued.id}, good until ${issued.expiresAt}: the letter is in ${values.letter}.`)
      return 0
    }
    if (verb === 'list' && subject !== undefined) {
      const access = await hub.get<{ access: boolean; parents: number; proxies: number; codes: { id: string; kind: string; state: string; issuedAt: string; expiresAt: string }[] }>(
        `${patient}/portal-access`)
      console.log(`access: ${access.access ? 'yes' : 'no'}, parents: ${access.parents}, proxies: ${access.proxies}`)
      for (const code of access.codes) console.log(`${code.id}\t${code.kind}\t${code.state}\t${code.issuedAt}\t${code.expiresAt}`)
      return 0
    }
    if (verb === 'withdraw' && subject !== undefined && id !== undefined) {
      await hub.delete(`${patient}/activation-codes/${encodeURIComponent(id)}`)
      return 0
    }
    if (verb === 'unlink' && subject !== undefined) {
      const which = values.all === true ? 'all' : values.parents === true ? 'parents' : 'self'
      const { ended } = await hub.post<{ ended: number }>(`${patient}/unlink`, { which })
      console.log(`${ended} ended.`)
      return 0
    }
    if (verb === 'requests') {
      const { requests } = await hub.get<{ requests: { id: string; patient: { id: string }; parent: { id: string }; since: string }[] }>(`${at}/link-requests`)
      for (const one of requests) console.log(`${one.id}\tchild ${one.patient.id}\tparent ${one.parent.id}\t${one.since}`)
      return 0
    }
    if (verb === 'decide' && subject !== undefined && values.confirm !== values.refuse) {
      await hub.post(`${at}/link-requests/${encodeURIComponent(subject)}`, { confirm: values.confirm === true })
      return 0
    }
    if (verb === 'ending') {
      const { ending } = await hub.get<{ ending: { patient: { id: string }; endsOn: string; parents: number }[] }>(`${at}/ending-access?days=${encodeURIComponent(values.days ?? '90')}`)
      for (const one of ending) console.log(`${one.endsOn}\t${one.patient.id}\t${one.parents}`)
      return 0
    }
    if (verb === 'settings') {
      const changes = settingsOf(positionals.slice(2))
      if (changes === undefined) return wrong(this.help)
      const settings = Object.keys(changes).length === 0
        ? await hub.get<Settings>(`${at}/access-settings`)
        : await hub.put<Settings>(`${at}/access-settings`, changes)
      for (const [name, value] of Object.entries(settings)) console.log(`${name}=${value}`)
      return 0
    }
    return wrong(this.help)
  },
}

function wrong(help: string): number {
  console.error(help)
  return 2
}

/** name=value, where a value is a number, true or false; undefined for anything else. */
export function settingsOf(words: readonly string[]): Settings | undefined {
  const found: Record<string, number | boolean> = {}
  for (const word of words) {
    const [, name, value] = /^([A-Za-z]+)=(\d+|true|false)$/.exec(word) ?? []
    if (name === undefined || value === undefined) return undefined
    found[name] = value === 'true' || value === 'false' ? value === 'true' : Number(value)
  }
  return found
}
