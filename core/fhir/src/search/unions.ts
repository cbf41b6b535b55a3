import { compositeOf } from './composite.ts'
import { leadingCodeOf } from './leading.ts'
import { searchParams, type SearchParam } from './parameters.ts'
import { readPaths } from './path.ts'
import { unsupportedReason } from './unsupported.ts'

type Unions = ReadonlyMap<string, readonly SearchParam[]>

/** What `Extracted.patient`, `leading` and `code` are read from stays, whatever it consists of. */
function isKept(type: string, param: SearchParam): boolean {
  return param.leading || param.code === leadingCodeOf(type) || param.code === 'patient' || param.code === 'subject'
}

function pathsOf(param: SearchParam): ReadonlySet<string> {
  return new Set((readPaths(param.expression) ?? []).map(path => JSON.stringify(path)))
}

/** The widest parameters first, and of those each that adds a path: as few as give the whole. */
function cover(whole: ReadonlySet<string>, candidates: readonly { param: SearchParam; paths: ReadonlySet<string> }[]): SearchParam[] {
  const open = new Set(whole)
  const chosen: SearchParam[] = []
  for (const { param, paths } of candidates) {
    if (![...paths].some(path => open.has(path))) continue
    chosen.push(param)
    for (const path of paths) open.delete(path)
  }
  return open.size === 0 ? chosen : []
}

function find(type: string): Unions {
  const unions = new Map<string, readonly SearchParam[]>()
  const all = searchParams(type)
    .filter(param => param.type !== 'composite' && unsupportedReason(param) === undefined)
    .map(param => ({ param, paths: pathsOf(param) }))
    .sort((one, other) => one.paths.size - other.paths.size)
  for (const { param, paths } of all) {
    if (paths.size < 2 || isKept(type, param)) continue
    const within = all.filter(one => one.param.type === param.type && !unions.has(one.param.code) && one.paths.size < paths.size)
    const parts = within.filter(one => one.paths.size > 0 && one.paths.isSubsetOf(paths))
    const chosen = cover(paths, parts.reverse())
    if (chosen.length > 1) unions.set(param.code, chosen)
  }
  for (const param of searchParams(type)) {
    const composite = compositeOf(type, param)
    if (composite?.kind === 'union') unions.set(param.code, composite.of)
  }
  return unions
}

const known = new Map<string, Unions>()

/** The parameters that together find exactly what this one finds, where there are such (Observation.combo-code = code and
 *  component-code); undefined elsewhere. Nothing is stored for a union: it is asked by its parts. */
export function unionOf(type: string, param: SearchParam): readonly SearchParam[] | undefined {
  let unions = known.get(type)
  if (unions === undefined) {
    unions = find(type)
    known.set(type, unions)
  }
  return unions.get(param.code)
}
