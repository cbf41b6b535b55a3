import { viewAllows, type View } from '@steckwerk/kernel'
import { resourceTypes } from '@steckwerk/fhir'
import { parseScope, scopeText } from './parse-scope.ts'

/** What is left of requested scopes where the account may do no more than its view: letters it may not use on any of the types are dropped, and
 *  a scope that loses all of them. The others stay as they are. */
export function narrowScopes(scopes: readonly string[], view: View | undefined): readonly string[] {
  return [...new Set(scopes.flatMap((text) => {
    const scope = parseScope(text)
    if (scope === undefined) return [text]
    const types = scope.type === '*' ? resourceTypes : [scope.type]
    const may = [...scope.may].filter((letter) => types.some((type) => viewAllows(view, type, letter))).join('')
    return may === '' ? [] : [scopeText({ ...scope, may })]
  }))]
}
