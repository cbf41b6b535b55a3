import { runConnector } from '@steckwerk/connector'
import type { Command } from '../command.ts'
import { operator } from '../operator.ts'

export const connector: Command = {
  summary: 'run, enrol or look at a connector (Träger-Connector)',
  help: `steckwerk connector run    --carrier <carrier>          run the connector of a carrier
steckwerk connector enroll [--hub <url>]                plug in: fetch a certificate with a one-time code, asked for on standard input
steckwerk connector status --carrier <carrier>          what waits in the spool
steckwerk connector invite <carrier> <connector>        make a one-time code (on the hub's machine, needs the operator's token)
steckwerk connector revoke <carrier> <connector>        end a connector's certificate (likewise)

The connector dials out only. Its channels are in <data>/connector-<carrier>/connector.json.`,
  async run(args) {
    const [verb, carrier, name] = args
    if (verb === 'invite' || verb === 'revoke') {
      if (carrier === undefined || name === undefined) {
        console.error(this.help)
        return 2
      }
      const hub = operator(process.env)
      if (verb === 'revoke') {
        await hub.delete(`/admin/carriers/${encodeURIComponent(carrier)}/connectors/${encodeURIComponent(name)}`)
        console.log(`The certificate of ${carrier}/${name} has ended.`)
        return 0
      }
      const { code, expiresAt } = await hub.post<{ code: string; expiresAt: string }>(
        `/admin/carriers/${encodeURIComponent(carrier)}/connectors`, { connector: name })
      console.log(`${code}\n\nOnce, until ${expiresAt}:\n  npx steckwerk connector enroll   (it asks for the code)`)
      return 0
    }
    return runConnector(args, process.env)
  },
}
