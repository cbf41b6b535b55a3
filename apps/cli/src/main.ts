import { Fault } from '@steckwerk/kernel'
import { commands } from './commands.ts'

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  const lines = Object.entries(commands).map(([name, command]) => `  ${name.padEnd(width)}  ${command.summary}`)
  return `steckwerk <command> [options]\n\n${lines.join('\n')}\n\nsteckwerk <command> --help tells more.`
}

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(overview())
    return 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) {
    console.error(`There is no command of this name.\n\n${overview()}`)
    return 2
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    console.log(command.help)
    return 0
  }
  return command.run(rest)
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (thrown) {
  if (thrown instanceof Fault) {
    console.error(`${thrown.code}: ${thrown.message}`)
  } else if (thrown instanceof TypeError && String((thrown as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS')) {
    console.error(thrown.message)
  } else {
    console.error(thrown)
  }
  process.exitCode = 1
} finally {
  // A parent's channel would hold an ended command alive.
  if (process.connected) process.disconnect?.()
}
