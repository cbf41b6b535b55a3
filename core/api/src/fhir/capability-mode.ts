import { Fault } from '@steckwerk/kernel'
import type { CapabilityMode } from './capability-statement.ts'
import type { Pair } from './parameters.ts'

/** Which statement `metadata?mode=` asks for. Source: FHIR R4 http.html#capabilities. Faults: api/capability-mode,
 *  api/capability-terminology. */
export function capabilityMode(pairs: readonly Pair[]): CapabilityMode {
  const modes = pairs.filter(([name]) => name === 'mode').map(([, value]) => value)
  const mode = modes[0] ?? 'full'
  if (mode === 'terminology') throw new Fault('not-supported', 'api/capability-terminology', 'This server offers no terminology service; mode is full or normative.', { at: 'mode' })
  if (modes.length > 1 || (mode !== 'full' && mode !== 'normative')) throw new Fault('invalid', 'api/capability-mode', 'The mode must be full or normative.', { at: 'mode' })
  return mode
}
