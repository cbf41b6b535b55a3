import { covers, parseScope, scopeText } from './parse-scope.ts'

/** What is left of scopes on resources where nothing beyond `allowed` may be had: letters that none of these covers are dropped, and a scope that loses all
 *  of them. What is no scope on resources is dropped. */
export function scopesWithin(scopes: readonly string[], allowed: readonly string[]): readonly string[] {
  const wider = allowed.map(parseScope).filter((scope) => scope !== undefined)
  return [...new Set(scopes.flatMap((text) => {
    const scope = parseScope(text)
    if (scope === undefined) return []
    const may = [...scope.may].filter((letter) => wider.some((one) => covers(one, { ...scope, may: letter }))).join('')
    return may === '' ? [] : [scopeText({ ...scope, may })]
  }))]
}
