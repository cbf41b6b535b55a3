import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Phase } from './phases.ts'

/** The processes of a phase. Most of a small file's time goes into loading what it tests, so that several share one, as a suite each. */
export interface Batches extends Disposable {
  /** Absolute paths to be run, each as a process. */
  readonly entries: readonly string[]
  /** Whether a path is a process of several files. */
  isEntry(path: string): boolean
  /** Whether this is the suite that stands for a file in such a process. */
  has(path: string | undefined, suite: string | undefined): boolean
  /** The process that an absolute path's file shares with others. */
  entryOf(path: string): string | undefined
  /** The files of a path, relative to the root; undefined for a process of one. */
  filesOf(path: string): readonly string[] | undefined
}

/** A file that changes what others in its process would see says so in its first lines. */
const alone = /^\/\/ Needs a process of its own/m

export function batches(phase: Phase, root: string): Batches {
  const size = phase.together ?? 1
  const own = phase.files.filter((file) => size === 1 || alone.test(readFileSync(join(root, file), 'utf8')))
  const sharing = phase.files.filter((file) => !own.includes(file))
  const folder = mkdtempSync(join(tmpdir(), 'test-run-'))
  const suites = new Map<string, ReadonlySet<string>>()
  const entryOf = new Map<string, string>()
  for (let at = 0; at < sharing.length; at += size) {
    const files = sharing.slice(at, at + size)
    const entry = join(folder, `${phase.name.replaceAll(' ', '-')}-${at / size + 1}.test.mjs`)
    writeFileSync(entry, [
      "import { describe } from 'node:test'",
      ...files.map((file) => `describe(${JSON.stringify(file)}, async () => { await import(${JSON.stringify(pathToFileURL(join(root, file)).href)}) })`),
      '',
    ].join('\n'))
    suites.set(entry, new Set(files))
    for (const path of [entry, ...files.map((file) => join(root, file))]) entryOf.set(path, entry)
  }
  return {
    entries: [...own.map((file) => join(root, file)), ...suites.keys()],
    isEntry: (path) => suites.has(path),
    has: (path, suite) => path !== undefined && suite !== undefined && suites.get(path)?.has(suite) === true,
    entryOf: (path) => entryOf.get(path),
    filesOf: (path) => suites.has(path) ? [...suites.get(path)!] : undefined,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}
