import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { choiceKey, Fault, readConfig, textKey, type Config } from '@steckwerk/kernel'
import { connectorDir } from '../config.ts'

/** Every setting of the connector's process; what a channel needs lies in connector.json. */
export const connectorKeys = {
  data: textKey('STECKWERK_DATA', './.steckwerk', 'Folder that holds the connectors\' own folders.', { unit: 'path' }),
  carrier: textKey('STECKWERK_CARRIER', '', 'Carrier whose connector runs; empty: the only one in the data folder.', { unit: 'name' }),
  configFile: textKey('STECKWERK_CONNECTOR_CONFIG', '', 'Configuration file of the connector; empty: connector.json in its folder.', { unit: 'path' }),
  hubUrl: textKey('STECKWERK_HUB_URL', 'http://127.0.0.1:8080', 'Address of the hub, for enrolment only.', { unit: 'URL' }),
  socket: textKey('STECKWERK_CONNECTOR_SOCKET', '', 'Address of the hub\'s connector socket; empty: what the enrolment told.', { unit: 'URL' }),
  code: textKey('STECKWERK_ENROLMENT_CODE', '', 'One-time code for enrolment; empty: read from standard input. It is no option: arguments are seen by everybody on the machine.', { secret: true }),
  logLevel: choiceKey('STECKWERK_LOG', ['debug', 'info', 'warn', 'error'], 'info', 'How much is logged.'),
} as const

export interface Options {
  readonly settings: Config<typeof connectorKeys>
  readonly json: boolean
  readonly help: boolean
}

const flags = {
  data: { type: 'string' },
  carrier: { type: 'string' },
  config: { type: 'string' },
  hub: { type: 'string' },
  socket: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Reads the command line over the environment. Faults: connector/usage, kernel/config. */
export function readOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Options {
  let values: { data?: string; carrier?: string; config?: string; hub?: string; socket?: string; json?: boolean; help?: boolean }
  try {
    values = parseArgs({ args: [...args], options: flags, strict: true }).values
  } catch (thrown) {
    throw new Fault('invalid', 'connector/usage', 'The command line has an option that is not known or lacks its value; see --help.', { cause: thrown })
  }
  const given = {
    STECKWERK_DATA: values.data, STECKWERK_CARRIER: values.carrier, STECKWERK_CONNECTOR_CONFIG: values.config,
    STECKWERK_HUB_URL: values.hub, STECKWERK_CONNECTOR_SOCKET: values.socket,
  }
  const settings = readConfig(connectorKeys, { ...env, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) })
  return { settings, json: values.json ?? false, help: values.help ?? false }
}

/** The folder of the connector that is meant. Faults: connector/usage, connector/not-enrolled. */
export function chosenDir(settings: Config<typeof connectorKeys>): string {
  if (settings.carrier !== '') {
    if (!/^[a-z0-9][a-z0-9-]*$/.test(settings.carrier)) throw new Fault('invalid', 'connector/usage', 'A carrier has a name of a-z, 0-9 and hyphens.')
    return connectorDir(settings.data, settings.carrier)
  }
  const found = connectorsIn(settings.data)
  if (found.length === 1) return connectorDir(settings.data, found[0]!)
  if (found.length === 0) {
    throw new Fault('unauthenticated', 'connector/not-enrolled',
      'There is no connector in the data folder. Ask the hub\'s operator for a one-time code and run: npx steckwerk connector enroll --hub <address>')
  }
  throw new Fault('invalid', 'connector/usage', `There are several connectors in the data folder; choose one with --carrier: ${found.join(', ')}.`)
}

function connectorsIn(dataDir: string): string[] {
  try {
    return readdirSync(dataDir).flatMap((name) => /^connector-([a-z0-9][a-z0-9-]*)$/.exec(name)?.[1] ?? []).sort()
  } catch {
    return []
  }
}
