import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** Runs the contract tests against a service's main file; the exit code of the tests. */
export async function checkPlug(file: string): Promise<number> {
  const tests = spawn(process.execPath, ['--test-reporter=spec', fileURLToPath(import.meta.resolve('@steckwerk/plug/check')), file], { stdio: ['ignore', 'inherit', 'inherit'] })
  const [code] = (await once(tests, 'exit')) as [number | null]
  return code ?? 1
}
