import { compile } from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import lines from '../generated/invariants.json' with { type: 'json' }
import { isResourceType } from '../model/resource-types.ts'
import { nativeInvariants } from './native-invariants.ts'

export interface Invariant {
  readonly key: string
  readonly severity: 'error' | 'warning'
  /** What it asks for, in the specification's words. */
  readonly human: string
  /** FHIRPath. */
  readonly expression: string
}

const source = lines as Readonly<Record<string, readonly Invariant[]>>
const none: readonly Invariant[] = []

/** What R4 says of a resource type, data type or backbone element, or of one of its elements ("Organization.address"); without what
 *  it says of their bases. */
export function invariantsOf(path: string): readonly Invariant[] {
  return source[path] ?? none
}

type Evaluate = (node: unknown, variables: { readonly resource: unknown }) => unknown[]

const options = {
  // The engine's own compares each value with each
  userInvocationTable: { isDistinct: { fn: (values: readonly unknown[]) => new Set(values).size === values.length, arity: { 0: [] } } },
  // Nothing of a resource may reach a log
  traceFn: () => undefined,
}

const compiled = new Map<string, Evaluate>()

/** The expression as a function, made when it is first needed: to read one takes the engine milliseconds. */
function compiledFor(expression: string, type: string): Evaluate {
  const name = `${type} ${expression}`
  let evaluate = compiled.get(name)
  if (evaluate === undefined) {
    evaluate = compile(isResourceType(type) ? expression : { base: type, expression }, r4, options) as Evaluate
    compiled.set(name, evaluate)
  }
  return evaluate
}

/** Whether an invariant holds on a value of this type. What FHIRPath can neither affirm nor deny (an empty result) holds.
 *  Throws where the expression cannot be evaluated: on a value that is not of its type's shape. */
export function holds(invariant: Invariant, type: string, node: unknown, resource: unknown): boolean {
  const native = nativeInvariants.get(invariant.key)
  if (native !== undefined) return native(node as Readonly<Record<string, unknown>>, resource as Readonly<Record<string, unknown>>)
  const [result] = compiledFor(invariant.expression, type)(node, { resource })
  return result !== false
}
