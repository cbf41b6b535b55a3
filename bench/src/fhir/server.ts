import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePorts, startRegion } from '@steckwerk/demo'
import { createLog } from '@steckwerk/kernel'
import type { Bench } from '../workload.ts'
import { adapters } from './adapter.ts'
import type { OutsideReferences } from './record.ts'
import type { Target } from './target.ts'

const commandLine = join(import.meta.dirname, '../../../apps/cli/src/main.ts')

/** The server a workload over HTTP talks to. */
export interface Server extends AsyncDisposable {
  readonly target: Target
  /** The database as its owner, for ceilings; undefined for a server that is not ours, unless one was named. */
  readonly databaseUrl: string | undefined
  /** Whether hub and database are processes of this run (`hub`, `postgres` among its resources). */
  readonly own: boolean
  /** Starts a further hub on the same database, watched as `hub-2`, and gives the bases to ask it at. Only where `own`. */
  alongside(environment: Readonly<Record<string, string>>): Promise<readonly string[]>
}

/** Options that name another server than a hub of our own. */
export const otherServerOptions = {
  base: { fallback: '', text: 'another server in place of a hub of our own: its FHIR base, {carrier} in it for each carrier (with --adapter steckwerk: the hub\'s address)' },
  adapter: { fallback: 'generic', text: 'what kind of server --base is: generic or steckwerk' },
  token: { fallback: '', text: 'bearer token for --base' },
  header: { fallback: '', text: 'further header for --base, "Name: value"' },
  references: { fallback: 'conditional', text: 'how records point to practitioners and organizations: conditional, or direct (which needs PUT to create)' },
} as const

/** Options of every workload over HTTP. */
export const serverOptions = {
  ...otherServerOptions,
  ceiling: { fallback: '', text: 'PostgreSQL to measure ceilings on beside --base, as a role that may create a schema' },
  carriers: { fallback: '3', text: 'carriers asked; the first has half of everything' },
  data: { fallback: '', text: 'data folder of the hub, kept; default: a temporary one' },
  audit: { fallback: 'on', text: 'off: without the access log, to measure what it costs' },
  profile: { fallback: '', text: 'folder that gets a processor profile of the hub (.cpuprofile)' },
} as const

/** The server named by `--base`, or a hub with its own PostgreSQL as real processes, its carriers in place. */
export async function openServer(bench: Bench): Promise<Server> {
  const { options } = bench
  const carriers = carriersOf(bench)
  const outside = outsideOf(bench)
  if (options['base'] !== '') {
    return {
      target: otherTarget(bench), databaseUrl: options['ceiling'] === '' ? undefined : options['ceiling'], own: false,
      alongside: () => Promise.reject(new Error('another server has no second hub')), [Symbol.asyncDispose]: () => Promise.resolve(),
    }
  }
  const [hub, connector, mllpBase] = await freePorts(3)
  const region = await startRegion({
    data: options['data'] === '' ? bench.folder : resolve(options['data']!),
    ports: { hub: hub!, connector: connector!, mllpBase: mllpBase! },
    databaseUrl: '', environment: process.env,
    // No hospital sends anything: what comes, comes over HTTP.
    carriers: [],
    commandLine,
    log: createLog('bench', 'warn', { write: (line) => void process.stderr.write(line) }),
    progress: bench.say,
    signal: bench.signal,
    hubEnvironment: {
      ...(auditOf(bench) === 'off' ? { STECKWERK_AUDIT: 'off-to-measure' } : {}),
      ...(options['profile'] === '' ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${resolve(options['profile']!)}` }),
    },
  })
  bench.resources.watch('postgres', region.postgresPid()!)
  bench.resources.watch('hub', region.hub.pid!)
  for (const [n, carrier] of carriers.entries()) await addCarrier(region.url, region.token, carrier, `Träger ${n + 1}`)
  const targetAt = (base: string): Target => adapters['steckwerk']!({ base, carriers, token: region.token, header: '', outside })
  return {
    target: targetAt(region.url),
    databaseUrl: region.databaseUrl,
    own: true,
    alongside: async (environment) => {
      const [port, socket] = await freePorts(2)
      const second = await region.addHub({ hub: port!, connector: socket! }, environment)
      bench.resources.watch('hub-2', second.pid!)
      return targetAt(`http://127.0.0.1:${port!}`).bases
    },
    [Symbol.asyncDispose]: () => region[Symbol.asyncDispose](),
  }
}

/** The server that `--base` names. */
export function otherTarget(bench: Bench): Target {
  const { options } = bench
  const adapter = adapters[options['adapter']!]
  if (adapter === undefined) throw new Error(`--adapter must be one of ${Object.keys(adapters).join(', ')}`)
  return adapter({ base: options['base']!, carriers: carriersOf(bench), token: options['token']!, header: options['header']!, outside: outsideOf(bench) })
}

function auditOf({ options }: Bench): 'on' | 'off' {
  const audit = options['audit']!
  if (audit !== 'on' && audit !== 'off') throw new Error('--audit must be on or off')
  return audit
}

function carriersOf({ options }: Bench): string[] {
  const count = Number(options['carriers'])
  if (!(count >= 1)) throw new Error('--carriers must be at least 1')
  return Array.from({ length: count }, (_, n) => `bench-${n + 1}`)
}

function outsideOf({ options }: Bench): OutsideReferences {
  const outside = options['references']!
  if (outside !== 'conditional' && outside !== 'direct') throw new Error('--references must be conditional or direct')
  return outside
}

/** Adds the carrier and waits until the hub knows it. */
async function addCarrier(url: string, token: string, carrier: string, name: string): Promise<void> {
  const added = await fetch(`${url}/admin/carriers`, {
    method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ carrier, name }),
  })
  if (!added.ok) throw new Error(`adding a carrier: ${added.status} ${await added.text()}`)
  const deadline = performance.now() + 10_000
  while (!(await fetch(`${url}/fhir/${carrier}/metadata`)).ok) {
    if (performance.now() > deadline) throw new Error('the hub does not come to know a new carrier')
    await pause(20)
  }
}
