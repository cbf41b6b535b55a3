import type { MailState } from '@steckwerk/api/contract/notify'
import type { Command } from '../command.ts'
import { operator } from '../operator.ts'

export const mail: Command = {
  summary: 'how mail is doing: what waits, what came back; whether the mail server answers',
  help: `steckwerk mail state    what was sent, waits and came back in the last 30 days; numbers only
steckwerk mail probe    whether the mail server answers, speaks TLS and takes the hub's credentials; sends nothing`,
  async run(args) {
    const [verb, ...more] = args
    if (more.length > 0 || (verb !== 'state' && verb !== 'probe')) {
      console.error(this.help)
      return 2
    }
    const hub = operator(process.env)
    if (verb === 'probe') {
      const { answers } = await hub.post<{ answers: boolean }>('/admin/mail/probe', {})
      console.log(answers ? 'The mail server answers and takes the credentials.' : 'No mail server takes mails from this hub.')
      return answers ? 0 : 1
    }
    const { on, receiving, counts, overdueMinutes, received, bouncedAddresses } = await hub.get<MailState>('/admin/mail')
    console.log(`sending\t${on ? 'on' : 'off'}\nreceiving\t${receiving ? 'on' : 'off'}`)
    for (const [name, count] of Object.entries({ ...counts, ...received, 'addresses that bounce': bouncedAddresses, 'minutes overdue': overdueMinutes })) console.log(`${name}\t${count}`)
    return 0
  },
}
