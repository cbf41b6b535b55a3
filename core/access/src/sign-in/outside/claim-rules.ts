import { isRole, roles, type Role } from '../../roles.ts'

/** What a claim's value gives. */
export interface ClaimRule {
  /** Path of the claim with dots: 'groups', 'realm_access.roles'. */
  readonly claim: string
  /** Equal to the claim, or to one of its elements. */
  readonly value: string
  readonly roles: readonly string[]
  /** Ids of sites' Organizations. */
  readonly sites: 'all' | readonly string[]
}

export interface Mapped {
  readonly roles: readonly Role[]
  readonly sites: 'all' | readonly string[]
}

/** The roles an outside provider may give at its carrier. */
export function isCarrierRole(name: string): name is Role {
  return isRole(name) && roles[name].given.includes('carrier')
}

/** What somebody with these claims is at the carrier: the rules that match, added up. undefined = nothing. A value is compared as text and only as
 *  a whole; objects and numbers match nothing. */
export function rolesOfClaims(claims: Readonly<Record<string, unknown>>, rules: readonly ClaimRule[]): Mapped | undefined {
  const matching = rules.filter((rule) => valuesAt(claims, rule.claim).includes(rule.value))
  const given = [...new Set(matching.flatMap((rule) => rule.roles.filter(isCarrierRole)))]
  if (given.length === 0) return undefined
  const sites = matching.some((rule) => rule.sites === 'all') ? 'all' : [...new Set(matching.flatMap((rule) => rule.sites))]
  return { roles: given, sites }
}

/** A single text at the path; undefined where there is none or several. */
export function claimText(claims: Readonly<Record<string, unknown>>, path: string): string | undefined {
  const values = valuesAt(claims, path)
  return values.length === 1 ? values[0] : undefined
}

function valuesAt(claims: Readonly<Record<string, unknown>>, path: string): readonly string[] {
  // A claim may have a dot, or a whole address, in its own name: Keycloak's and Entra's do.
  let value: unknown = Object.hasOwn(claims, path) ? claims[path] : claims
  if (value === claims) {
    for (const part of path.split('.')) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return []
      value = (value as Record<string, unknown>)[part]
    }
  }
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string')
}
