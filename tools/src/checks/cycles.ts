/** Cycles of a directed graph, one for each strongly connected part, the shortest found from its first member.
 *  Source: Tarjan, Depth-first search and linear graph algorithms, 1972. */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const parts: string[][] = []
  const visit = (node: string): void => {
    order.set(node, order.size)
    low.set(node, order.get(node)!)
    stack.push(node)
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) visit(next)
      if (stack.includes(next)) low.set(node, Math.min(low.get(node)!, low.get(next)!))
    }
    if (low.get(node) !== order.get(node)) return
    const part = stack.splice(stack.indexOf(node))
    if (part.length > 1 || (graph.get(node) ?? []).includes(node)) parts.push(part)
  }
  for (const node of graph.keys()) if (!order.has(node)) visit(node)
  return parts.map((part) => shortestCycle(part.toSorted(), graph))
}

function shortestCycle(part: readonly string[], graph: ReadonlyMap<string, readonly string[]>): string[] {
  const [start] = part
  const inside = new Set(part)
  const paths: string[][] = [[start!]]
  const seen = new Set<string>()
  for (const path of paths) {
    for (const next of graph.get(path.at(-1)!) ?? []) {
      if (next === start) return path
      if (!inside.has(next) || seen.has(next)) continue
      seen.add(next)
      paths.push([...path, next])
    }
  }
  return [...part]
}
