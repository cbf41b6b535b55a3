import { parseArgs } from 'node:util'
import type { Command } from '../command.ts'
import { operator } from '../operator.ts'

interface Line {
  readonly id: string
  readonly state: string
  readonly source: string
  readonly given?: string
  readonly sentences: { readonly de: readonly string[]; readonly en: readonly string[] }
}

const show = (line: Line): void => console.log(`${line.id}\t${line.state}\t${line.source}\t${line.given ?? ''}\t${line.sentences.en.join(' ')}`)

export const consent: Command = {
  summary: 'list, record from paper, or withdraw consents',
  help: `steckwerk consent list <carrier> <patient>
steckwerk consent record <carrier> <patient> --to <recipient> --purpose TREAT|COC|HRESCH --categories all|a,b,… --signed <YYYY-MM-DD>
                         [--from <YYYY-MM-DD>] [--until <YYYY-MM-DD>]
    from a signed paper. A recipient is a carrier, or <carrier>/<id of a site's Organization>.
steckwerk consent withdraw <carrier> <id>`,
  async run(args) {
    const { positionals: [verb, carrier, subject], values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        to: { type: 'string' }, purpose: { type: 'string' }, categories: { type: 'string' }, signed: { type: 'string' }, from: { type: 'string' }, until: { type: 'string' },
      },
    })
    const { to, purpose, categories, signed, from, until } = values
    const hub = operator(process.env)
    const at = `/admin/carriers/${encodeURIComponent(carrier ?? '')}/consents`
    if (verb === 'list' && subject !== undefined) {
      const { consents } = await hub.get<{ consents: readonly Line[] }>(`${at}?patient=${encodeURIComponent(subject)}`)
      for (const line of consents) show(line)
      return 0
    }
    if (verb === 'record' && subject !== undefined && to !== undefined && purpose !== undefined && categories !== undefined && signed !== undefined) {
      show(await hub.post<Line>(at, {
        patient: subject,
        recipient: { kind: to.includes('/') ? 'site' : 'carrier', id: to },
        purpose,
        categories: categories === 'all' ? 'all' : categories.split(','),
        signedOn: signed,
        ...(from === undefined ? {} : { from }),
        ...(until === undefined ? {} : { until }),
      }))
      return 0
    }
    if (verb === 'withdraw' && subject !== undefined) {
      show(await hub.post<Line>(`${at}/${encodeURIComponent(subject)}/withdraw`, {}))
      return 0
    }
    console.error(this.help)
    return 2
  },
}
