import { readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { walk } from '../walk.ts'

/** What a group of test files may use of the machine at once. */
export interface Phase {
  readonly name: 'unit' | 'integration' | 'browser' | 'end to end'
  /** Processes at once. */
  readonly concurrency: number
  /** Files that share a process; by default each has its own. */
  readonly together?: number
  /** Milliseconds after which a test has failed. */
  readonly timeout: number
  /** Milliseconds after which a file's process is ended; by default the timeout and a little. */
  readonly limit?: number
  /** Relative to the root. */
  readonly files: readonly string[]
}

const folders = ['core', 'services', 'apps', 'portal', 'tools', 'bench', 'test']
const browserPackage = '@steckwerk/testing-browser'

/** All test files in the order they run: the quick phases first, so that a slip shows early. What starts whole processes waits for them half of its time,
 *  so that two run at once there as well; of these the longest come first, or one of them would run alone at the end.
 *  A file counts as end to end when it stands in the top `test/`, as browser when it imports the browser package, as integration
 *  when it stands in a package's `test/`, and as unit beside its source. */
export function phases(root: string, filters: readonly string[]): Phase[] {
  const groups = new Map<Phase['name'], string[]>()
  for (const folder of folders) {
    for (const path of walk(join(root, folder))) {
      const file = relative(root, path)
      if (!/\.test\.[jt]s$/.test(file) || !matches(file, filters)) continue
      const name = phaseOf(file, () => readFileSync(path, 'utf8'))
      groups.set(name, [...(groups.get(name) ?? []), file])
    }
  }
  const phase = (name: Phase['name'], together: number, seconds: number, files = groups.get(name) ?? []): Phase => ({ name, concurrency: 2, together, timeout: seconds * 1000, files })
  const longestFirst = (groups.get('end to end') ?? []).toSorted((a, b) => statSync(join(root, b)).size - statSync(join(root, a)).size)
  return [phase('unit', 40, 60), phase('integration', 10, 120), phase('browser', 1, 180), phase('end to end', 1, 300, longestFirst)]
}

function phaseOf(file: string, text: () => string): Phase['name'] {
  if (file.startsWith('test/')) return 'end to end'
  if (text().includes(`from '${browserPackage}'`)) return 'browser'
  return file.split('/').slice(0, -1).includes('test') ? 'integration' : 'unit'
}

/** A filter is a path, or a part of one, as the shell completes it: `core/store`, `./core/hl7v2/src/mllp.test.ts`, `mllp`. */
function matches(file: string, filters: readonly string[]): boolean {
  return filters.length === 0 || filters.some((filter) => file.includes(filter.replace(/^\.\//, '')))
}
