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

/** One after the other, so that each one's statements are its own; all questions, or these alone. */
export async function round({ hub, statements, askers, base, questions }: Asking, only?: ReadonlySet<string>): Promise<Round> {
  const told = new Map<string, { answer: string; statements: string }>()
  for (const asker of askers) {
    for (const { method, path, body, headers } of questions) {
      const question = `${asker}: ${method} ${base}${path} ${body ?? ''} ${JSON.stringify(headers ?? {})}`
      if (only?.has(question) === false) continue
      statements.take()
      const answer = await hub.ask(asker, method, base + path, body, headers)
      told.set(question, { answer: masked(answer), statements: workFor(asker, statements.take()) })
    }
  }
  return told
}

/** What differs between rounds without and with what is hidden: an answer from the last one before, statements from all of them. Counts that
 *  the hub remembers for a while make the statements of one round differ from the next by themselves: what took others than before is worth
 *  asking again. The first round after asks everything, a later one perhaps not. */
export function differences(without: readonly Round[], after: readonly Round[]): { readonly answers: string[]; readonly statements: Map<string, string> } {
  const answers: string[] = []
  const statements = new Map<string, string>()
  for (const [question, { answer }] of without.at(-1)!) {
    const told = after.flatMap((one) => one.get(question) ?? [])
    for (const one of told) {
      if (one.answer !== answer) answers.push(`${question}\n  without: ${beyond(answer, one.answer)}\n  with: ${beyond(one.answer, answer)}`)
    }
    const ways = new Set(without.map((one) => one.get(question)!.statements))
    if (told.length > 0 && !told.some((one) => ways.has(one.statements))) statements.set(question, `without:\n${[...ways].join('\n--\n')}\n  with:\n${told[0]!.statements}`)
  }
  return { answers, statements }
}

/** Asks all while it is there, and again what took other statements than before. */
export async function whileHidden(before: readonly Round[], ask: (only?: ReadonlySet<string>) => Promise<Round>): Promise<readonly Round[]> {
  const first = await ask()
  return [first, await ask(new Set(differences(before, [first]).statements.keys()))]
}
