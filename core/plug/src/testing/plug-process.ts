import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Served } from './served-contract.ts'

/** Runs a program that says `ready at <address>` on a line of its own once it answers there. */
export async function startProcess(file: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Served> {
  const child = spawn(process.execPath, [file, ...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const stop = async (): Promise<void> => {
    child.kill()
    await ended
  }
  const ready = (async () => {
    for await (const line of createInterface(child.stdout)) {
      const url = /^ready at (\S+)$/.exec(line)?.[1]
      if (url !== undefined) return url
    }
    throw new Error('the program ended before it answered')
  })()
  try {
    const url = await ready
    child.stdout.resume()
    return { url, [Symbol.asyncDispose]: stop }
  } catch (thrown) {
    await stop()
    throw thrown
  }
}

/** Our own services as a process: a module's export that is a Plug, or makes one. */
export function plugProcess(hubUrl: string, module: URL, name: string): Promise<Served> {
  return startProcess(fileURLToPath(new URL('./serve-process.ts', import.meta.url)), [hubUrl, module.href, name], {})
}
