import { commands } from './commands.ts'
import { explain } from './explain.ts'

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
  const { text, exitCode } = explain(thrown)
  console.error(text)
  process.exitCode = exitCode
} finally {
  // A parent's channel would hold an ended command alive.
  if (process.connected) process.disconnect?.()
}
