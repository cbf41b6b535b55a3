/** How long sessions live. Staff work through a shift at one screen; a person's phone or a library's computer should forget sooner. */
export interface SessionLimits {
  readonly staff: SessionLimit
  readonly persons: SessionLimit
}

export interface SessionLimit {
  readonly idleMinutes: number
  readonly hours: number
}

export const defaultSessionLimits: SessionLimits = Object.freeze({
  staff: { idleMinutes: 480, hours: 24 },
  persons: { idleMinutes: 30, hours: 12 },
})
