/** A SMART 2.2 scope on resources, e.g. `patient/Observation.rs?category=laboratory`. Source: SMART App Launch 2.2, scopes-and-launch-context. */
export interface SmartScope {
  readonly context: 'patient' | 'user' | 'system'
  /** '*' = every type. */
  readonly type: string
  /** Some of `cruds`, in that order. */
  readonly may: string
  /** The search filter, raw, without '?'; '' = none. */
  readonly filter: string
}

/** What a client was granted, at one carrier. */
export interface SmartGrant {
  readonly client: string
  readonly clientName: string
  /** Slug: the token's audience. */
  readonly carrier: string
  readonly scopes: readonly SmartScope[]
  /** The launch context, where there is one. `patient/` scopes reach this Patient only. */
  readonly patient?: string
  readonly encounter?: string
}
