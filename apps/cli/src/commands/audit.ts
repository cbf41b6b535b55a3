import { createWriteStream, readFileSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import type { AuditPage, AuditState, AuditVerification } from '@steckwerk/api/contract/audit'
import { readHubConfig } from '@steckwerk/hub/config'
import type { Command } from '../command.ts'
import { operator, type Operator } from '../operator.ts'
import { entryText, stateText, verdictText, verificationText } from './audit-text.ts'

const filters = ['actor', 'patient', 'event', 'type', 'outcome', 'from', 'to'] as const

const pathOf = (carrier: string, rest = ''): string => `/admin/carriers/${encodeURIComponent(carrier)}/audit${rest}`

/** The carriers named, or all, and the platform's own log. */
async function carriersOf(hub: Operator, carrier: string | undefined): Promise<string[]> {
  if (carrier !== undefined) return [carrier]
  const { carriers } = await hub.get<{ carriers: { carrier: string }[] }>('/admin/carriers')
  return ['-', ...carriers.map((one) => one.carrier)]
}

export const audit: Command = {
  summary: 'read, verify, export and prune the access log',
  help: `steckwerk audit list <carrier> [--actor …] [--patient …] [--event …] [--type …] [--outcome success|refused|failed] [--from …] [--to …]
    the newest 50 entries that meet the filters
steckwerk audit export <carrier> --format csv|ndjson --out <file> [filters as above]
steckwerk audit state [<carrier>]
steckwerk audit keep <carrier> <days>              how long the log is kept (default 1095): what is older, hubs
    delete within the hour, in whole segments, so that the rest still verifies
steckwerk audit verify [<carrier>]                 the hub computes the log anew and names what was touched
steckwerk audit verify [<carrier>] --database --key <audit-key.pem>
    the same without trusting the hub: straight on the database (DATABASE_URL), with the public key kept elsewhere. Ends with 1 if anything
    was touched. Compare the last segment's hash with what the hub told in its process log ("audit.segment-closed"): by that a cut-off end is
    found.

The carrier "-" is the platform's own log: sign-ins, administration, attempts by strangers.`,
  async run(args) {
    const { positionals: [verb, carrier, days, ...more], values } = parseArgs({
      args: [...args], allowPositionals: true,
      options: {
        ...Object.fromEntries(filters.map((name) => [name, { type: 'string' as const }])), format: { type: 'string' }, out: { type: 'string' },
        database: { type: 'boolean', default: false }, key: { type: 'string' },
      },
    })
    const wished = values as Record<string, string | boolean | undefined>
    const text = (name: string): string | undefined => (typeof wished[name] === 'string' ? wished[name] : undefined)
    const query = new URLSearchParams(filters.flatMap((name) => (text(name) === undefined ? [] : [[name, text(name)!]])))
    if (more.length > 0 || (days !== undefined && verb !== 'keep')) return misused(this.help)

    if (verb === 'verify' && wished['database'] === true) {
      const key = text('key')
      // Without an address nobody knows which database is meant.
      if (key === undefined || readHubConfig(process.env).databaseUrl === '') return misused(this.help)
      const { verifyDatabaseAudit } = await import('@steckwerk/hub')
      const verdicts = await verifyDatabaseAudit(readHubConfig(process.env).databaseUrl, readFileSync(key, 'utf8'), carrier)
      for (const one of verdicts) console.log(verdictText(one.carrier, one.verdict))
      return verdicts.every(({ verdict }) => verdict.findings.length === 0) ? 0 : 1
    }
    const hub = operator(process.env)
    if (verb === 'verify') {
      let intact = true
      for (const one of await carriersOf(hub, carrier)) {
        const verification = await hub.post<AuditVerification>(pathOf(one, '/verify'), {})
        console.log(verificationText(one, verification))
        intact &&= verification.intact
      }
      return intact ? 0 : 1
    }
    if (verb === 'state') {
      for (const one of await carriersOf(hub, carrier)) console.log(stateText(one, await hub.get<AuditState>(pathOf(one, '/state'))))
      return 0
    }
    if (verb === 'keep' && carrier !== undefined && /^\d{2,5}$/.test(days ?? '')) {
      await hub.put(pathOf(carrier, '/retention'), { days: Number(days) })
      console.log(`${carrier}: kept for ${days} days`)
      return 0
    }
    if (verb === 'list' && carrier !== undefined) {
      const { entries } = await hub.get<AuditPage>(`${pathOf(carrier)}?${query}`)
      for (const entry of entries) console.log(entryText(entry))
      return 0
    }
    const [format, out] = [text('format'), text('out')]
    if (verb === 'export' && carrier !== undefined && format !== undefined && out !== undefined) {
      query.set('format', format)
      const body = await hub.download(`${pathOf(carrier, '/export')}?${query}`)
      await pipeline(body, createWriteStream(out, { mode: 0o600 }))
      console.log(`${carrier}: written to ${out}`)
      return 0
    }
    return misused(this.help)
  },
}

function misused(help: string): number {
  console.error(help)
  return 2
}
