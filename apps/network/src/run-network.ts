import { runHub } from '@steckwerk/hub'

/** Runs networks and nothing else until it is told to stop: for coordination offices, which must not run a hub that holds records. Settings are the hub's.
 *  Resolves with the exit code. Faults: those of a hub, hub/networks-only where the database has carriers. */
export function runNetwork(environment: Readonly<Record<string, string | undefined>>): Promise<number> {
  return runHub(environment, { networksOnly: true })
}
