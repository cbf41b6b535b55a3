import { parseArgs } from 'node:util'
import type { EmergencyReview, ReviewPage } from '@steckwerk/api/contract/people'
import type { Command } from '../command.ts'
import { operator } from '../operator.ts'

function text(one: EmergencyReview): string {
  const lines = [
    `${one.id}  ${one.name} (${one.account})`,
    `    ${one.patient === null ? 'nobody chosen' : `Patient/${one.patient}`}, ${one.grantedAt} to ${one.endsAt}, ${one.searches} searches`,
    `    ${one.reason}`,
  ]
  if (one.outcome !== null) lines.push(`    ${one.outcome}, ${one.reviewedBy ?? '-'}, ${one.reviewedAt ?? '-'}${one.note === null ? '' : `: ${one.note}`}`)
  return lines.join('\n')
}

export const emergency: Command = {
  summary: 'list and review emergency accesses (break-glass)',
  help: `steckwerk emergency list <carrier> [--done]        those that wait for a review, or the reviewed ones
steckwerk emergency review <carrier> <id> --outcome justified|not-justified [--note <text>]
    a note is needed where it was not justified

Reasons may name a patient: mind who reads the screen.`,
  async run(args) {
    const { positionals: [verb, carrier, id], values } = parseArgs({
      args: [...args], allowPositionals: true, options: { done: { type: 'boolean', default: false }, outcome: { type: 'string' }, note: { type: 'string' } },
    })
    if (carrier !== undefined && verb === 'list') {
      const hub = operator(process.env)
      const place = `/admin/carriers/${encodeURIComponent(carrier)}/emergency/reviews?state=${values.done ? 'done' : 'open'}`
      for (let next: string | null = ''; next !== null;) {
        const page: ReviewPage = await hub.get(`${place}${next === '' ? '' : `&cursor=${encodeURIComponent(next)}`}`)
        for (const one of page.reviews) console.log(text(one))
        next = page.next
      }
      return 0
    }
    if (carrier !== undefined && verb === 'review' && id !== undefined && values.outcome !== undefined) {
      const reviewed = await operator(process.env).post<EmergencyReview>(
        `/admin/carriers/${encodeURIComponent(carrier)}/emergency/${encodeURIComponent(id)}/review`, { outcome: values.outcome, note: values.note ?? '' })
      console.log(text(reviewed))
      return 0
    }
    console.error(this.help)
    return 2
  },
}
