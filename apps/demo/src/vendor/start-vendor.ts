import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isFreePort } from '../region/ports.ts'
import { supervise } from '../region/supervise.ts'

/** The invented vendor of the demo, as the hub is told of it. */
export interface Vendor {
  readonly url: string
  /** Of its broker. */
  readonly user: string
  readonly password: string
}

const main = resolve(import.meta.dirname, '../../../../examples/third-party-plug/main.js')
const folderOf = (data: string): string => join(data, 'vendor')
const passwordFile = (data: string): string => join(folderOf(data), 'broker-password')

/** The vendor of this demo as it was started; undefined where none was. */
export function vendorOf(data: string, port: number): Vendor | undefined {
  if (!existsSync(passwordFile(data))) return undefined
  return { url: `http://127.0.0.1:${port}`, user: 'steckwerk', password: readFileSync(passwordFile(data), 'utf8').trim() }
}

/** Runs the example service as somebody else would: a process of its own that knows the hub's address and nothing of this one's environment.
 *  undefined where its port is taken: the demo goes on without it. */
export async function startVendor(options: { readonly data: string; readonly port: number; readonly hubUrl: string }): Promise<(Vendor & AsyncDisposable) | undefined> {
  const { data, port, hubUrl } = options
  if (!(await isFreePort(port))) return undefined
  const folder = folderOf(data)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (!existsSync(passwordFile(data))) writeFileSync(passwordFile(data), randomBytes(24).toString('base64url'), { mode: 0o600 })
  const vendor = vendorOf(data, port)!
  const running = supervise({
    name: 'vendor',
    args: [main],
    env: {
      HUB_URL: hubUrl, PORT: String(port), KEY: join(folder, 'key.json'), BROKER_STATE: join(folder, 'broker.json'), BROKER_USER: vendor.user, BROKER_PASSWORD: vendor.password,
    },
    logFile: join(data, 'logs', 'vendor.log'),
  })
  return { ...vendor, [Symbol.asyncDispose]: () => running[Symbol.asyncDispose]() }
}
