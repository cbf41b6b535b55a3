import { parseArgs } from 'node:util'
import type { Command } from '../command.ts'
import { operator } from '../operator.ts'
import { explanationText, type Explanation } from './explanation-text.ts'

export const explain: Command = {
  summary: 'show how a search is answered and what it costs',
  help: `steckwerk explain <carrier> '<Type>?<parameters>' [--json]

Runs the search on the hub and shows by which way it was answered and why, what the ways would have given, and PostgreSQL's own plan with
times. For example: steckwerk explain alpha 'Observation?code=http://loinc.org|8867-4&_sort=-date&_count=20'

--json    the same as one JSON object

What is searched for may name a person: mind your shell's history. The output repeats texts and dates of the search.`,
  async run(args) {
    const { positionals: [carrier, search, ...more], values } = parseArgs({
      args: [...args], allowPositionals: true, options: { json: { type: 'boolean', default: false } },
    })
    if (carrier === undefined || search === undefined || more.length > 0) {
      console.error(this.help)
      return 2
    }
    const hub = operator(process.env)
    const explanation = await hub.post<Explanation>(`/admin/carriers/${encodeURIComponent(carrier)}/explain`, { search })
    console.log(values.json ? JSON.stringify(explanation) : explanationText(explanation))
    return 0
  },
}
