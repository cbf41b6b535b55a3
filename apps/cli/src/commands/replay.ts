import { parseArgs } from 'node:util'
import type { Command } from '../command.ts'
import { operator } from '../operator.ts'

interface Page {
  readonly tried: number
  readonly mapped: number
  readonly changed: number
  readonly next: string | null
}

export const replay: Command = {
  summary: 'map retained messages again',
  help: `steckwerk replay <carrier> [--scope unmapped|outdated]

unmapped (default): messages that could not be mapped, e.g. after a channel's setting was mended;
outdated: messages mapped by an earlier version of the maps. Only differences are written; safe to repeat and to stop.`,
  async run(args) {
    const { positionals: [carrier], values } = parseArgs({
      args: [...args], allowPositionals: true, options: { scope: { type: 'string', default: 'unmapped' } },
    })
    if (carrier === undefined || (values.scope !== 'unmapped' && values.scope !== 'outdated')) {
      console.error(this.help)
      return 2
    }
    const hub = operator(process.env)
    const total = { tried: 0, mapped: 0, changed: 0 }
    let cursor: string | null = null
    do {
      const page: Page = await hub.post<Page>(`/admin/carriers/${encodeURIComponent(carrier)}/replay`,
        { scope: values.scope, ...(cursor === null ? {} : { cursor }) })
      total.tried += page.tried
      total.mapped += page.mapped
      total.changed += page.changed
      cursor = page.next
      console.log(`${total.tried} tried, ${total.mapped} mapped, ${total.changed} resources changed`)
    } while (cursor !== null)
    return 0
  },
}
