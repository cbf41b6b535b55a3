import { spawn } from 'node:child_process'

/** What a program printed, both streams in the order they came, and how it ended. */
export interface Outcome {
  readonly code: number
  readonly output: string
}

/** Runs a Node program of the checkout to its end. */
export function runNode(root: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    const parts: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => parts.push(part))
    child.stderr.on('data', (part: Buffer) => parts.push(part))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(parts).toString('utf8') }))
  })
}
