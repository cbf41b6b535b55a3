import { execFile } from 'node:child_process'
import { Fault } from '@steckwerk/kernel'

/** A key service (KMS, HSM, smart card) that wraps the master key and never gives its own key away. */
export interface KeyWrapping {
  /** Faults: access/kms. */
  wrap(key: Buffer): Promise<Buffer>
  /** 32 bytes. Faults: access/kms. */
  unwrap(wrapped: Buffer): Promise<Buffer>
}

const timeoutMs = 30_000
const longest = 16 * 1024

/** A service behind a command: it is run as `<command> wrap` and `<command> unwrap`, gets base64 on its standard input and answers in base64 on its
 *  standard output; anything but exit code 0 is a refusal. So that no secret is ever an argument. `command` is split at spaces; no shell sees it.
 *  Faults: access/kms. */
export function commandKeyWrapping(command: string): KeyWrapping {
  const [program = '', ...leading] = command.trim().split(/\s+/)
  const run = (verb: 'wrap' | 'unwrap', input: Buffer): Promise<Buffer> => new Promise((resolve, reject) => {
    const refuse = (): void => reject(new Fault('unavailable', 'access/kms', `The key service of STECKWERK_KMS did not answer "${verb}".`))
    const child = execFile(program, [...leading, verb], { timeout: timeoutMs, maxBuffer: longest, encoding: 'utf8' }, (failed, output) => {
      const bytes = Buffer.from(output.trim(), 'base64')
      // What the command printed or complained of may hold the key: it goes nowhere.
      if (failed !== null || bytes.length === 0 || (verb === 'unwrap' && bytes.length !== 32)) refuse()
      else resolve(bytes)
    })
    child.stdin?.on('error', () => {})
    child.stdin?.end(`${input.toString('base64')}\n`)
  })
  return { wrap: (key) => run('wrap', key), unwrap: (wrapped) => run('unwrap', wrapped) }
}

/** From STECKWERK_KMS: '' = none, `exec:<command>`. Faults: access/kms-form. */
export function keyWrappingOf(setting: string): KeyWrapping | undefined {
  if (setting === '') return undefined
  if (/^exec:\s*\S/.test(setting)) return commandKeyWrapping(setting.slice('exec:'.length))
  throw new Fault('invalid', 'access/kms-form', 'STECKWERK_KMS is empty or exec:<command>.')
}
