import { createInterface } from 'node:readline'
import { Fault, toFault } from '@steckwerk/kernel'
import { enrol } from '../enrol.ts'
import { chosenDir, readOptions } from './options.ts'
import { run } from './run.ts'
import { describeSpool } from './status.ts'

const help = `Usage: npx steckwerk connector <command> [options]

The Träger-Connector takes HL7 v2 messages over MLLP in a carrier's network, keeps them safe and brings
them to the hub. It only dials out.

Commands
  enroll   Trade a one-time code of the hub's operator for this connector's certificate; the code is
           asked for on standard input, or taken from STECKWERK_ENROLMENT_CODE
  run      Run the connector until it is told to stop
  status   Show what waits in the spool, whether or not the connector runs

Options
  --data <folder>      Data folder (STECKWERK_DATA, default ./.steckwerk)
  --carrier <name>     Which connector, where the data folder holds several (STECKWERK_CARRIER)
  --hub <address>      enroll: address of the hub (STECKWERK_HUB_URL, default http://127.0.0.1:8080)
  --config <file>      run: configuration, default <data>/connector-<carrier>/connector.json
  --socket <address>   run: connector socket of the hub, where it differs from what the enrolment told
  --json               status: as JSON
  --help               This text`

/** The command line of the connector: `args` is what follows `steckwerk connector`. Returns the exit code. */
export async function runConnector(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<number> {
  const [command, ...rest] = args
  if (command === undefined || command === '--help' || command === '-h' || command === 'help') {
    print(help)
    return command === undefined ? 2 : 0
  }
  try {
    const options = readOptions(rest, env)
    if (options.help) print(help)
    else if (command === 'run') await run(options)
    else if (command === 'status') print(describeSpool(chosenDir(options.settings), options.json, Date.now()))
    else if (command === 'enroll' || command === 'enrol') {
      const code = await enrolmentCode(options.settings.code)
      const { dir, carrier, connector, socket } = await enrol({ hubUrl: options.settings.hubUrl, code, dataDir: options.settings.data })
      print(`Enrolled as ${connector} of carrier ${carrier} for ${socket}.\nIts folder is ${dir}. Describe its channels in connector.json there, then run:\n  npx steckwerk connector run --carrier ${carrier}`)
    } else throw new Fault('invalid', 'connector/usage', 'The connector knows the commands enroll, run and status; see --help.')
    return 0
  } catch (thrown) {
    const fault = toFault(thrown)
    process.stderr.write(`${fault.message} (${fault.code})\n`)
    return fault.code === 'connector/usage' ? 2 : 1
  }
}

/** The configured code, or the first line of standard input. */
async function enrolmentCode(configured: string): Promise<string> {
  if (configured !== '') return configured
  if (process.stdin.isTTY) process.stderr.write('One-time code: ')
  const lines = createInterface({ input: process.stdin })
  const first = await lines[Symbol.asyncIterator]().next()
  lines.close()
  if (first.done !== true) return first.value
  throw new Fault('invalid', 'connector/usage', 'enroll needs the one-time code on standard input or in STECKWERK_ENROLMENT_CODE.')
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
