import type { Answer, Asker, OpenHub } from './askers.ts'
import type { Question } from './questions.ts'
import type { countStatements } from './statements.ts'

/** What differs at each request and says nothing: names, instants, marks of the log. What is masked keeps its length. */
const passing: readonly [RegExp, string | ((found: string) => string)][] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'uuid'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g, 'instant'],
  [/(?<="number":")\d{6}(?=")/g, 'desk number'],
  // Sealed, each time with another nonce.
  [/(?<=_cursor=)[\w-]+/g, (found) => `cursor of ${found.length}`],
]

/** The lines of one that the other has not. */
const beyond = (one: string, other: string): string => one.split('\n').filter((line) => !other.split('\n').includes(line)).join('\n    ')

export function masked({ status, headers, text }: Answer): string {
  const kept = Object.entries(headers).filter(([name]) => !['date', 'x-request-id', 'keep-alive', 'connection'].includes(name)).map(([name, value]) => `${name}: ${value}`)
  const whole = [`${status}`, ...kept, text].join('\n')
  return passing.reduce<string>((left, [pattern, put]) => left.replace(pattern, put as string), whole)
}

/** What all were told, by who asked what. */
export type Round = ReadonlyMap<string, { readonly answer: string; readonly statements: string }>

export interface Asking {
  readonly hub: OpenHub
  readonly statements: ReturnType<typeof countStatements>
  readonly askers: readonly Asker[]
  /** Such as /fhir/alpha. */
  readonly base: string
  readonly questions: readonly Question[]
}

/** Of strangers so many a minute are logged, whatever they ask: when the minute ends says nothing. */
const workFor = (asker: Asker, statements: string): string =>
  asker === 'nobody' ? statements.split('\n').filter((line) => !line.includes('insert into st.audit')).join('\n') : statements

/** One after the other, so that each one's statements are its own. */
export async function round({ hub, statements, askers, base, questions }: Asking): Promise<Round> {
  const told = new Map<string, { answer: string; statements: string }>()
  for (const asker of askers) {
    for (const { method, path, body, headers } of questions) {
      statements.take()
      const answer = await hub.ask(asker, method, base + path, body, headers)
      told.set(`${asker}: ${method} ${base}${path} ${body ?? ''} ${JSON.stringify(headers ?? {})}`, { answer: masked(answer), statements: workFor(asker, statements.take()) })
    }
  }
  return told
}

/** What differs between rounds without and with what is hidden: an answer from the last one before, statements from all of them. Counts that
 *  the hub remembers for a while make the statements of one round differ from the next by themselves. */
export function differences(without: readonly Round[], after: readonly Round[]): { readonly answers: string[]; readonly statements: string[] } {
  const answers: string[] = []
  const statements: string[] = []
  const last = without.at(-1)!
  for (const [question, { answer }] of last) {
    for (const one of after) {
      if (one.get(question)!.answer !== answer) answers.push(`${question}\n  without: ${beyond(answer, one.get(question)!.answer)}\n  with: ${beyond(one.get(question)!.answer, answer)}`)
    }
    const ways = new Set(without.map((one) => one.get(question)!.statements))
    if (!after.some((one) => ways.has(one.get(question)!.statements))) statements.push(`${question}\n  without:\n${[...ways].join('\n--\n')}\n  with:\n${after[0]!.get(question)!.statements}`)
  }
  return { answers, statements }
}
