import { closeSync, fdatasyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { Recorder } from './recorder.ts'

/** What a figure depends on and a reader cannot know. */
export interface Conditions {
  readonly date: string
  readonly cpu: string
  readonly cores: number
  readonly memory_gb: number
  readonly kernel: string
  readonly node: string
  /** Load of the machine before the run: above 0.5 somebody else was at work. */
  readonly load_before: number
  /** Durable write of 2 KB (write and fdatasync) in the run's folder, median; real disks need 100 to 10,000. */
  readonly fdatasync_us: number
  readonly free_disk_gb: number
}

export function conditions(folder: string): Conditions {
  const disk = statfsSync(folder)
  return {
    date: new Date().toISOString(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory_gb: Math.round(totalmem() / 2 ** 30),
    kernel: `${process.platform} ${release()}`,
    node: process.versions.node,
    load_before: Math.round(loadavg()[0]! * 100) / 100,
    fdatasync_us: Math.round(fdatasyncMs(folder) * 1000),
    free_disk_gb: Math.round((disk.bavail * disk.bsize) / 1e9),
  }
}

function fdatasyncMs(folder: string): number {
  const path = join(folder, 'fdatasync')
  const file = openSync(path, 'w')
  const recorder = new Recorder()
  const bytes = Buffer.alloc(2048, 1)
  for (let i = 0; i < 200; i++) {
    const begun = performance.now()
    writeSync(file, bytes)
    fdatasyncSync(file)
    recorder.record(performance.now() - begun)
  }
  closeSync(file)
  rmSync(path)
  return recorder.percentile(0.5)
}
