import { parseArgs } from 'node:util'
import type { AuthorityPage, CertificatePage } from '@steckwerk/api/contract/keys'
import type { Command } from '../command.ts'
import { operator } from '../operator.ts'

export const certificate: Command = {
  summary: 'certificates of connectors and the authority they are issued by',
  help: `steckwerk certificate list <carrier>                 connectors' certificates with their expiry
steckwerk certificate revoke <carrier> <connector>   the connector is out at once; it can be enrolled again
steckwerk certificate authorities                    who issues them
steckwerk certificate renew-authority                a new authority issues from now on; the former one is trusted as well, and connectors
                                                     renew themselves by it as soon as they are connected
steckwerk certificate drop-authority <id> [--force]  end the trust in a former one; --force where connectors still use it: they are out

Connectors renew their certificates themselves when a third of the year is left.`,
  async run(args) {
    const { positionals: [verb, first, second], values } = parseArgs({ args: [...args], allowPositionals: true, options: { force: { type: 'boolean' } } })
    const hub = operator(process.env)
    const path = `/admin/carriers/${encodeURIComponent(first ?? '')}/certificates`
    if (verb === 'list' && first !== undefined) {
      const { certificates } = await hub.get<CertificatePage>(path)
      for (const { connector, state, overdue, expiresAt, authority, fingerprint } of certificates) {
        console.log([connector, overdue ? `${state}, overdue` : state, `until ${expiresAt}`, authority, fingerprint].join('\t'))
      }
      return 0
    }
    if (verb === 'revoke' && second !== undefined) {
      await hub.delete(`${path}/${encodeURIComponent(second)}`)
      console.log(`The certificates of ${first}/${second} have ended.`)
      return 0
    }
    if (verb === 'authorities') {
      showAuthorities(await hub.get<AuthorityPage>('/admin/platform/authorities'))
      return 0
    }
    if (verb === 'renew-authority') {
      showAuthorities(await hub.post<AuthorityPage>('/admin/platform/authorities', {}))
      return 0
    }
    if (verb === 'drop-authority' && first !== undefined) {
      await hub.delete(`/admin/platform/authorities/${encodeURIComponent(first)}${values.force === true ? '?force=true' : ''}`)
      console.log(`The authority ${first} is no longer trusted.`)
      return 0
    }
    console.error(this.help)
    return 2
  },
}

function showAuthorities({ authorities }: AuthorityPage): void {
  for (const { id, state, createdAt, expiresAt, inUse } of authorities) console.log([id, state, `since ${createdAt}`, `until ${expiresAt}`, `${inUse} in use`].join('\t'))
}
