import { parseArgs } from 'node:util'
import { readFileSync } from 'node:fs'
import { Fault } from '@steckwerk/kernel'
import type { Command } from '../command.ts'
import { operator } from '../operator.ts'

interface Provider {
  readonly id: string
  readonly name: string
  readonly issuer: string
  readonly audience: string
  readonly active: boolean
  readonly redirectUri: string
  readonly backChannelLogoutUri: string
}

export const identityProvider: Command = {
  summary: 'a carrier\'s own sign-in (OpenID Connect): list, add, remove',
  help: `steckwerk identity-provider list <carrier>
steckwerk identity-provider add <carrier> <file.json>
    add a provider; the file holds name, issuer, clientId, clientSecret, scopes, audience (staff or persons), rules
    [{claim, value, roles, sites}], kvnrClaim and active. Prints what is to be entered at the provider.
steckwerk identity-provider change <carrier> <id> <file.json>     without clientSecret it stays as it is
steckwerk identity-provider remove <carrier> <id>                 its people's roles and sessions end`,
  async run(args) {
    const [verb, carrier, ...rest] = args
    const base = `/admin/carriers/${encodeURIComponent(carrier ?? '')}/identity-providers`
    const told = ({ id, redirectUri, backChannelLogoutUri }: Provider): number => {
      console.log(`${id}\n  redirect URI             ${redirectUri}\n  back-channel logout URI  ${backChannelLogoutUri}`)
      return 0
    }
    if (verb === 'list' && carrier !== undefined) {
      const { providers } = await operator(process.env).get<{ providers: Provider[] }>(base)
      for (const one of providers) console.log([one.id, one.name, one.issuer, one.audience, one.active ? 'active' : 'off'].join('\t'))
      return 0
    }
    if (verb === 'add' && carrier !== undefined && rest[0] !== undefined) return told(await operator(process.env).post<Provider>(base, readJson(rest[0])))
    if (verb === 'change' && carrier !== undefined && rest[0] !== undefined && rest[1] !== undefined) {
      return told(await operator(process.env).put<Provider>(`${base}/${encodeURIComponent(rest[0])}`, readJson(rest[1])))
    }
    if (verb === 'remove' && carrier !== undefined && rest[0] !== undefined) {
      await operator(process.env).delete(`${base}/${encodeURIComponent(rest[0])}`)
      console.log('Removed.')
      return 0
    }
    console.error(this.help)
    return 2
  },
}

export const account: Command = {
  summary: 'codes for people who cannot get in any more',
  help: `steckwerk account recover <carrier> --account <id>                    a code for a member of staff of the carrier
steckwerk account recover <carrier> --login <name> --patient <id>     for a person, once an identity document was seen
    The code is shown once. Used at the sign-in page it ends all factors and sessions of before.`,
  async run(args) {
    const { positionals: [verb, carrier], values } = parseArgs({
      args: [...args], allowPositionals: true, options: { account: { type: 'string' }, login: { type: 'string' }, patient: { type: 'string' } },
    })
    const { account: id, login, patient } = values
    const target = id !== undefined ? { account: id } : login !== undefined && patient !== undefined ? { login, patient } : undefined
    if (verb !== 'recover' || carrier === undefined || target === undefined) {
      console.error(this.help)
      return 2
    }
    const { code, expiresAt } = await operator(process.env).post<{ code: string; expiresAt: string }>(
      `/admin/carriers/${encodeURIComponent(carrier)}/recoveries`, target)
    console.log(`${code}\n\nOnce, until ${expiresAt}.`)
    return 0
  },
}

/** Secrets come from a file, never from the arguments: those are seen by everybody on the machine. */
function readJson(file: string): object {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as object
  } catch (thrown) {
    throw new Fault('invalid', 'cli/json-file', 'The file cannot be read as JSON.', { cause: thrown })
  }
}
