import type { AnswerValue, Coding, Evaluate } from './contract.ts'
import { pointsOf } from './item-rules.ts'

const mostCompiled = 500

/** Points of answers or codings. The engine's own looks for those it does not find at a terminology server, and fails where there is none. */
const weight = {
  fn: (values: readonly (AnswerValue | Coding)[]): number[] => values.map((one) => pointsOf(one as AnswerValue)).filter((points) => points !== undefined),
  arity: { 0: [] },
}

/** The FHIRPath engine with its model of R4, loaded when it is needed: in a browser it weighs more than the rest of a page. */
export async function loadFhirpath(): Promise<Evaluate> {
  const [{ compile }, { default: r4 }] = await Promise.all([import('fhirpath'), import('fhirpath/fhir-context/r4')])
  const compiled = new Map<string, (focus: unknown, variables: Readonly<Record<string, unknown>>) => unknown[]>()
  return (expression, focus, variables) => {
    const isResource = typeof focus === 'object' && focus !== null && 'resourceType' in focus
    const name = `${isResource} ${expression}`
    let run = compiled.get(name)
    if (run === undefined) {
      if (compiled.size >= mostCompiled) compiled.clear()
      // Nothing of an answer may reach a log.
      run = compile(isResource ? expression : { base: 'QuestionnaireResponse.item', expression }, r4, { traceFn: () => undefined, userInvocationTable: { weight, ordinal: weight } }) as NonNullable<typeof run>
      compiled.set(name, run)
    }
    return run(focus, variables)
  }
}
