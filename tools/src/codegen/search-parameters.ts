import { correctedComponents, correctedExpressions, isNotR4 } from './corrections.ts'
import { resourceTypes, type Definitions, type SearchParameter } from './definitions.ts'

export interface SearchParameterLine {
  readonly code: string
  readonly type: string
  /** The last part of the canonical URL http://hl7.org/fhir/SearchParameter/… */
  readonly id: string
  /** The alternatives that concern this resource type. */
  readonly expression: string
  readonly targets?: readonly string[]
  /** Of a composite: the code of each part's own parameter, and where the part stands below the composite's expression. */
  readonly parts?: readonly { readonly code: string; readonly expression: string }[]
}

const urlBase = 'http://hl7.org/fhir/SearchParameter/'

/** Splits at `|` outside parentheses. */
function alternatives(expression: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < expression.length; at++) {
    const character = expression[at]
    if (character === '(') depth++
    else if (character === ')') depth--
    else if (character === '|' && depth === 0) {
      parts.push(expression.slice(start, at).trim())
      start = at + 1
    }
  }
  parts.push(expression.slice(start).trim())
  return parts
}

function concerning(parameter: SearchParameter, type: string): string {
  return alternatives(correctedExpressions[parameter.url.slice(urlBase.length)] ?? parameter.expression ?? '')
    .filter(part => /^\(*(\w+)/.exec(part)?.[1] === type)
    .join(' | ')
}

/** R4's "any" leaves out Parameters, which is never stored. */
function targetList(types: readonly string[], targets: readonly string[]): readonly string[] {
  return types.every(type => type === 'Parameters' || targets.includes(type)) ? ['*'] : targets.filter(target => types.includes(target))
}

function parts(definitions: Definitions, parameter: SearchParameter): NonNullable<SearchParameterLine['parts']> {
  const components = correctedComponents[parameter.url.slice(urlBase.length)] ?? parameter.component ?? []
  return components.map(({ definition, expression }) => {
    const part = definitions.searchParameters.find(one => one.url === definition)
    if (part === undefined) throw new Error(`${parameter.url} has a part that is not defined: ${definition}`)
    return { code: part.code, expression }
  })
}

/** All R4 search parameters by resource type; those of every type under Resource and DomainResource.
 *  Targets are type names, or `*` alone for any. */
export function searchParameters(definitions: Definitions): Record<string, readonly SearchParameterLine[]> {
  const types = resourceTypes(definitions)
  const lines: Record<string, SearchParameterLine[]> = {}
  for (const type of ['Resource', 'DomainResource', ...types]) {
    const own = definitions.searchParameters.filter(
      one => one.url.startsWith(urlBase) && one.base.includes(type) && !isNotR4(concerning(one, type)),
    )
    lines[type] = own
      .map(one => {
        const targets = targetList(types, one.target ?? [])
        return {
          code: one.code,
          type: one.type,
          id: one.url.slice(urlBase.length),
          expression: concerning(one, type),
          ...(targets.length === 0 ? {} : { targets }),
          ...(one.type === 'composite' ? { parts: parts(definitions, one) } : {}),
        }
      })
      .sort((one, other) => (one.code < other.code ? -1 : one.code > other.code ? 1 : 0))
  }
  return lines
}
