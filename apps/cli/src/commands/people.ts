import { parseArgs } from 'node:util'
import type { Invitation, Person, PersonPage, RoleChoice } from '@steckwerk/api/contract/people'
import type { Command } from '../command.ts'
import { operator } from '../operator.ts'

/** Below /admin: a carrier's people, or with '-' the platform's own. */
const placeOf = (carrier: string): string => (carrier === '-' ? '/admin/people' : `/admin/carriers/${encodeURIComponent(carrier)}/people`)
const listOf = (text: string): readonly string[] => text.split(',').map((part) => part.trim()).filter((part) => part !== '')

function line({ account, login, name, roles, sites, state }: Person): string {
  return [account, login ?? '-', name, roles.join(','), sites === 'all' ? 'all sites' : sites.join(','), state].join('\t')
}

export const people: Command = {
  summary: 'list, invite and close staff, change their roles',
  help: `steckwerk people list <carrier>                    with '-' as carrier: operators, network editors, vendors
steckwerk people add <carrier> --name <name> --roles <role,role> [--login <login>] [--sites <id,id>]
    makes an account and prints its one-time set-up code
steckwerk people invite <carrier> <account>        a new code for somebody who has not set up a way in yet
steckwerk people roles <carrier> <account> --roles <role,role> [--sites <id,id>]
    <account> is the id or the sign-in name; --sites: ids of the sites' Organizations, without it the whole carrier
steckwerk people lock|unlock|close <carrier> <account>
steckwerk people choices <carrier>                 the roles there are, and what they may do`,
  async run(args) {
    const { positionals: [verb, carrier, account], values } = parseArgs({
      args: [...args], allowPositionals: true,
      options: { name: { type: 'string' }, login: { type: 'string' }, roles: { type: 'string' }, sites: { type: 'string' } },
    })
    if (verb === undefined || carrier === undefined) return usage(this.help)
    const hub = operator(process.env)
    const place = placeOf(carrier)
    const membership = { roles: listOf(values.roles ?? ''), sites: values.sites === undefined ? 'all' : listOf(values.sites) }
    if (verb === 'list') {
      for (let next: string | null = ''; next !== null;) {
        const page: PersonPage = await hub.get(`${place}${next === '' ? '' : `?cursor=${encodeURIComponent(next)}`}`)
        for (const person of page.people) console.log(line(person))
        next = page.next
      }
      return 0
    }
    if (verb === 'choices') {
      const { roles } = await hub.get<{ roles: readonly RoleChoice[] }>(`/admin/people/roles${carrier === '-' ? '' : `?carrier=${encodeURIComponent(carrier)}`}`)
      for (const { role, permissions } of roles) console.log([role, ...permissions.map(({ text }) => `    ${text}`)].join('\n'))
      return 0
    }
    if (verb === 'add' && values.name !== undefined && membership.roles.length > 0) {
      return told(await hub.post<Invitation>(place, { ...membership, name: values.name, ...(values.login === undefined ? {} : { login: values.login }) }))
    }
    if (account === undefined) return usage(this.help)
    const one = `${place}/${encodeURIComponent(account)}`
    if (verb === 'invite') return told(await hub.post<Invitation>(`${one}/invitation`, {}))
    if (verb === 'roles' && membership.roles.length > 0) {
      console.log(line(await hub.put<Person>(one, membership)))
      return 0
    }
    if (verb === 'lock' || verb === 'unlock') {
      console.log(line(await hub.post<Person>(`${one}/lock`, { locked: verb === 'lock' })))
      return 0
    }
    if (verb === 'close') {
      await hub.delete(one)
      console.log('Closed.')
      return 0
    }
    return usage(this.help)
  },
}

function usage(help: string): number {
  console.error(help)
  return 2
}

function told({ person, code, expiresAt }: Invitation): number {
  console.log(line(person))
  console.log(`Set-up code, shown once, good until ${expiresAt}: ${code}`)
  return 0
}
