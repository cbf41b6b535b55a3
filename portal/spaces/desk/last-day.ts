/** The last day a letter's code is taken, as a FHIR date: such a code ends when a day ends, by UTC. */
export function lastDay(expiresAt: string): string {
  return new Date(Date.parse(expiresAt) - 1).toISOString().slice(0, 10)
}
