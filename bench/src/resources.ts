import { readdirSync, readFileSync } from 'node:fs'

/** What a process and its descendants used. */
export interface Usage {
  /** Highest memory of all of them together, in MB (10⁶ bytes): what each has for itself, and once the largest of what they
   *  share (PostgreSQL's buffers, mapped files). */
  rss_mb: number
  /** Processor time in seconds, also of those that have ended since. */
  cpu_s: number
}

const ticksPerSecond = 100

/** Bytes of a process and its descendants: what each has for itself, and once the largest of what they share. */
export interface Memory {
  readonly own: number
  readonly shared: number
}

interface Stat {
  readonly parent: number
  readonly ticks: number
  readonly memory: Memory
}

/** Samples the processes of a run every 200 ms from /proc. Elsewhere than on Linux it knows only this process. */
export class Resources implements Disposable {
  readonly #roots = new Map<string, number>()
  readonly #usage = new Map<string, Usage>()
  readonly #ticks = new Map<string, Map<number, { first: number; last: number }>>()
  readonly #timer = setInterval(() => this.#sample(), 200)

  constructor() {
    this.#timer.unref()
    this.watch('bench', process.pid)
  }

  /** Counts a process and its descendants under a name; a descendant with a name of its own counts there only. */
  watch(name: string, pid: number): void {
    this.#roots.set(name, pid)
  }

  /** What each holds now; empty where it cannot be known. */
  memory(): ReadonlyMap<string, Memory> {
    return this.#sample()
  }

  /** What each used so far. */
  usage(): Readonly<Record<string, Usage>> {
    this.#sample()
    return Object.fromEntries([...this.#usage].map(([name, { rss_mb, cpu_s }]) => [name, { rss_mb: Math.round(rss_mb), cpu_s: round(cpu_s) }]))
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }

  #sample(): ReadonlyMap<string, Memory> {
    const all = process.platform === 'linux' ? readProcesses() : undefined
    if (all === undefined) return this.#sampleSelf()
    const owners = new Map([...this.#roots].map(([name, pid]) => [pid, name]))
    const memory = new Map<string, Memory>()
    for (const [pid, stat] of all) {
      const owner = ownerOf(pid, all, owners)
      if (owner === undefined) continue
      const { own, shared } = memory.get(owner) ?? { own: 0, shared: 0 }
      memory.set(owner, { own: own + stat.memory.own, shared: Math.max(shared, stat.memory.shared) })
      const ticks = this.#ticks.get(owner) ?? new Map<number, { first: number; last: number }>()
      this.#ticks.set(owner, ticks)
      // A process first seen as a descendant began during the run; a named one may have run before.
      const known = ticks.get(pid) ?? { first: owners.has(pid) ? stat.ticks : 0, last: stat.ticks }
      ticks.set(pid, { first: known.first, last: stat.ticks })
    }
    for (const [name, { own, shared }] of memory) {
      const before = this.#usage.get(name)
      const cpu = [...this.#ticks.get(name)!.values()].reduce((sum, { first, last }) => sum + last - first, 0) / ticksPerSecond
      this.#usage.set(name, { rss_mb: Math.max(before?.rss_mb ?? 0, (own + shared) / 1e6), cpu_s: cpu })
    }
    return memory
  }

  #sampleSelf(): ReadonlyMap<string, Memory> {
    const { user, system } = process.cpuUsage()
    const before = this.#usage.get('bench')?.rss_mb ?? 0
    this.#usage.set('bench', { rss_mb: Math.max(before, process.memoryUsage.rss() / 1e6), cpu_s: (user + system) / 1e6 })
    return new Map()
  }
}

function ownerOf(pid: number, all: ReadonlyMap<number, Stat>, owners: ReadonlyMap<number, string>): string | undefined {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = all.get(at)?.parent) {
    const owner = owners.get(at)
    if (owner !== undefined) return owner
  }
  return undefined
}

/** Source: proc_pid_stat(5), the fields after the bracketed program name; proc_pid_status(5). */
function readProcesses(): Map<number, Stat> {
  const found = new Map<number, Stat>()
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      const status = readFileSync(`/proc/${entry}/status`, 'utf8')
      const bytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024
      const memory = { own: bytes('RssAnon'), shared: bytes('RssFile') + bytes('RssShmem') }
      found.set(Number(entry), { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]), memory })
    } catch {
      // It ended since the folder was listed.
    }
  }
  return found
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
