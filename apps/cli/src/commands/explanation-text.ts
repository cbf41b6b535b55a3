/** What the hub tells of a search: SearchExplanation of the store. */
export interface Explanation {
  readonly route: string
  readonly reason: string
  readonly drivers: readonly { readonly kind: string; readonly candidates?: number; readonly chosen: boolean }[]
  readonly statements: readonly { readonly text: string; readonly plan: readonly string[]; readonly ms: number }[]
  readonly rows: number
}

const routes: Readonly<Record<string, string>> = {
  collect: 'candidates by one index, then sorted',
  walk: 'along the sort order\'s index until the page is full',
  'walk-then-collect': 'a bounded walk along the sort order, then candidates by one index',
  none: 'nothing can match',
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(ms < 10 ? 2 : 0)} ms`
}

/** The explanation for people: the way and why, what could have driven it, each statement with its time and plan. */
export function explanationText(explanation: Explanation): string {
  const { route, reason, drivers, statements, rows } = explanation
  const total = statements.reduce((sum, { ms }) => sum + ms, 0)
  const lines = [`Way      ${route}: ${routes[route] ?? 'see the reason'}`, `Why      ${reason}`, `Result   ${rows} rows, ${milliseconds(total)} in the database`]
  if (drivers.length > 0) {
    lines.push('', 'Ways to candidates (* = taken)')
    const width = Math.max(...drivers.map(({ kind }) => kind.length))
    for (const { kind, candidates, chosen } of drivers) {
      lines.push(`  ${chosen ? '*' : ' '} ${kind.padEnd(width)}  ${candidates === undefined ? 'frequent or not counted' : `${candidates} candidates`}`)
    }
  }
  statements.forEach(({ text, plan, ms }, index) => {
    lines.push('', `Statement ${index + 1}, ${milliseconds(ms)}`, ...text.trim().split('\n').map((line) => `  ${line}`), '  Plan', ...plan.map((line) => `    ${line}`))
  })
  return lines.join('\n')
}
