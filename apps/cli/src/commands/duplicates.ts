import { parseArgs } from 'node:util'
import type { Duplicate, DuplicatePage, DuplicateState } from '@steckwerk/api/contract/duplicates'
import type { Command } from '../command.ts'
import { operator } from '../operator.ts'
import { duplicateLines, stateLine } from './duplicate-text.ts'

export const duplicates: Command = {
  summary: 'review possible duplicates: list, merge, take back',
  help: `steckwerk duplicates list <carrier> [--status open|merged|distinct|unmerged] [--band certain|review] [--all]
steckwerk duplicates show <carrier> <pair>                      both sides, and what speaks for and against
steckwerk duplicates merge <carrier> <pair> --survivor <id> [--reason <text>]
steckwerk duplicates distinct <carrier> <pair> --reason <text>  two persons: not asked again unless their data change
steckwerk duplicates unmerge <carrier> <pair> --reason <text>   take a merge back
steckwerk duplicates scan <carrier>                             compare everybody anew, in the background
steckwerk duplicates automatic <carrier> on|off                 merge certain pairs without asking (off unless turned on)

What is shown holds patient data and goes into the carrier's access log.`,
  async run(args) {
    const { positionals: [verb, carrier, third], values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { status: { type: 'string' }, band: { type: 'string' }, all: { type: 'boolean', default: false }, survivor: { type: 'string' }, reason: { type: 'string' } },
    })
    if (verb === undefined || carrier === undefined) {
      console.error(this.help)
      return 2
    }
    const hub = operator(process.env)
    const base = `/admin/carriers/${encodeURIComponent(carrier)}/duplicates`
    const pair = third === undefined ? undefined : `${base}/${encodeURIComponent(third)}`
    const decide = async (deed: string, body: object): Promise<number> => {
      show(await hub.post<Duplicate>(`${pair}/${deed}`, body))
      return 0
    }
    const { survivor, reason } = values
    if (verb === 'list' && third === undefined) {
      const asked = new URLSearchParams(Object.entries({ status: values.status, band: values.band }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
      await list((cursor) => {
        if (cursor !== null) asked.set('cursor', cursor)
        return hub.get<DuplicatePage>(`${base}?${asked}`)
      }, values.all)
      return 0
    }
    if (verb === 'scan' && third === undefined) {
      console.log(stateLine(await hub.post<DuplicateState>(`${base}/scan`, {})))
      return 0
    }
    if (verb === 'automatic' && (third === 'on' || third === 'off')) {
      console.log(stateLine(await hub.put<DuplicateState>(`${base}/settings`, { automatic: third === 'on' })))
      return 0
    }
    if (verb === 'show' && pair !== undefined) {
      show(await hub.get<Duplicate>(pair))
      return 0
    }
    if (verb === 'merge' && pair !== undefined && survivor !== undefined) return decide('merge', { survivor, ...(reason === undefined ? {} : { reason }) })
    if ((verb === 'distinct' || verb === 'unmerge') && pair !== undefined && reason !== undefined) return decide(verb, { reason })
    console.error(this.help)
    return 2
  },
}

function show(pair: Duplicate): void {
  for (const line of duplicateLines(pair)) console.log(line)
}

async function list(page: (cursor: string | null) => Promise<DuplicatePage>, all: boolean): Promise<void> {
  let cursor: string | null = null
  do {
    const found: DuplicatePage = await page(cursor)
    for (const { id, status, band, weight, caution, left, right } of found.duplicates) {
      const note = caution === undefined ? '' : `\t${caution.words.en}`
      console.log(`${id}\t${status}\t${band}\t${weight.toFixed(1)} bits\t${left.id} ${left.name} ${left.birthDate}\t${right.id} ${right.name} ${right.birthDate}${note}`)
    }
    cursor = found.next
    if (cursor === null || !all) console.log(`${found.open} open${cursor === null ? '' : '; --all shows the rest'}`)
  } while (cursor !== null && all)
}
