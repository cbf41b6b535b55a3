import { commands } from './commands.ts'
import { explain } from './explain.ts'

async function overview(): Promise<string> {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  const lines = await Promise.all(Object.entries(commands).map(async ([name, load]) => `  ${name.padEnd(width)}  ${(await load()).summary}`))
  return `steckwerk <command> [options]\n\n${lines.join('\n')}\n\nsteckwerk <command> --help tells more.`
}

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(await overview())
    return 0
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (load === undefined) {
    console.error(`There is no command of this name.\n\n${await overview()}`)
    return 2
  }
  const command = await load()
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
