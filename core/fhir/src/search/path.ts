/** A step of a search parameter's expression. */
export type Step =
  | { readonly kind: 'member'; readonly name: string }
  /** ofType(T) or `as T`: of a choice, the one type. */
  | { readonly kind: 'type'; readonly type: string }
  /** where(member='value') */
  | { readonly kind: 'equals'; readonly member: string; readonly value: string }
  /** where(resolve() is T) */
  | { readonly kind: 'target'; readonly type: string }

/** One alternative of an expression, without its leading type name. */
export type Path = readonly Step[]

const pieces = [
  String.raw`where\(\s*resolve\(\)\s+is\s+(?<target>\w+)\s*\)`,
  String.raw`where\(\s*(?<member>\w+)\s*=\s*'(?<value>[^']*)'\s*\)`,
  String.raw`(?:ofType|as)\(\s*(?<type>\w+)\s*\)`,
  String.raw`as\s+(?<cast>\w+)`,
  String.raw`(?<name>\w+)(?![\w(])`,
  String.raw`(?<group>[()])`,
  String.raw`(?<or>\|)`,
]
const piece = new RegExp(String.raw`\s*(?<dot>\.)?(?:${pieces.join('|')})\s*`, 'y')

/** Reads the FHIRPath subset R4's search parameters are written in: paths joined by `|`, ofType and as, and the two
 *  forms of where. undefined for anything else.
 *  Grouping parentheses change nothing here, since `|` stands at the outermost level only. */
export function readPaths(expression: string): readonly Path[] | undefined {
  const paths: Step[][] = [[]]
  let depth = 0
  piece.lastIndex = 0
  while (piece.lastIndex < expression.length) {
    const groups = piece.exec(expression)?.groups
    if (groups === undefined) return undefined
    const { dot, target, member, value, type, cast, name, group, or } = groups
    const path = paths.at(-1)!
    const continues = cast === undefined && group === undefined && or === undefined
    if ((dot !== undefined) !== (continues && path.length > 0)) return undefined
    if (or !== undefined) {
      if (depth !== 0) return undefined
      paths.push([])
    } else if (group !== undefined) depth += group === '(' ? 1 : -1
    else if (target !== undefined) path.push({ kind: 'target', type: target })
    else if (member !== undefined) path.push({ kind: 'equals', member, value: value! })
    else if (type !== undefined || cast !== undefined) path.push({ kind: 'type', type: (type ?? cast)! })
    else path.push({ kind: 'member', name: name! })
  }
  if (depth !== 0 || expression === '' || paths.some(path => path.length < 2 || path[0]!.kind !== 'member')) return undefined
  return paths.map(path => path.slice(1))
}
