import { runNetwork } from '@steckwerk/network'
import type { Command } from '../command.ts'

export const network: Command = {
  summary: 'run networks alone: directory, events, maturity; no records, no connectors',
  help: `steckwerk network

Runs networks until Ctrl-C or SIGTERM, for coordination offices: nothing clinical can be stored, no connector gets in, and there are no pages for patients.
Needs a database without carriers. A network is added by "steckwerk carrier add <network> --name <name> --network".
Settings come from the environment, as the hub's; "steckwerk config" lists them.`,
  run: () => runNetwork(process.env),
}
