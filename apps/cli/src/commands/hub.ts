import { runHub } from '@steckwerk/hub'
import type { Command } from '../command.ts'

export const hub: Command = {
  summary: 'run the hub: FHIR interface, portal, connector socket',
  help: `steckwerk hub

Runs the hub until Ctrl-C or SIGTERM. Without DATABASE_URL it brings its own PostgreSQL up in the data folder.
Settings come from the environment; "steckwerk config" lists them.`,
  run: () => runHub(process.env),
}
