/** The one source of time; a port, so that tests and the simulator can hold it. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number
}

export const systemClock: Clock = Object.freeze({ now: () => Date.now() })
