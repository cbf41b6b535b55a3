import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

export interface RunningProcess {
  readonly pid: number
  readonly parent: number
  /** Program and arguments, separated by blanks. */
  readonly command: string
}

/** The processes of this machine: from /proc where there is one (a bare container has no `ps`), else from `ps`. */
export function processes(): RunningProcess[] {
  return process.platform === 'linux' ? fromProc() : fromPs()
}

/** Whether a process was started with this variable at this value; false where that cannot be told. */
export function hasEnvironment(pid: number, name: string, value: string): boolean {
  return (read(`/proc/${pid}/environ`) ?? '').split('\0').includes(`${name}=${value}`)
}

function fromProc(): RunningProcess[] {
  const found: RunningProcess[] = []
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const stat = read(`/proc/${entry}/stat`)
    const command = read(`/proc/${entry}/cmdline`)
    if (stat === undefined || command === undefined) continue
    // The second field is the program's name in brackets and may itself hold blanks and brackets.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (state !== 'Z') found.push({ pid: Number(entry), parent: Number(parent), command: command.replaceAll('\0', ' ').trim() })
  }
  return found
}

function fromPs(): RunningProcess[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' }).split('\n')
  return lines.flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)
    return match ? [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3]! }] : []
  })
}

/** A process may end between being listed and being read. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
