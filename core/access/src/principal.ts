import type { Permission, Role } from './permissions.ts'

/** Who asks. `actor` goes into every Ctx and log table: `Device/operator-token` or `Account/<name>`. */
export interface Principal {
  readonly kind: 'token' | 'session'
  readonly actor: string
  readonly account: string
  readonly name: string
  readonly roles: readonly Role[]
  /** Slugs of the carriers, or all there are. */
  readonly carriers: 'all' | readonly string[]
  readonly permissions: ReadonlySet<Permission>
  /** Code of http://terminology.hl7.org/CodeSystem/v3-ActReason. */
  readonly purpose: string
}

export function mayEnter(principal: Principal, carrier: string): boolean {
  return principal.carriers === 'all' || principal.carriers.includes(carrier)
}
