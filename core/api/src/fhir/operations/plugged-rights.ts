import type { OwnPatients } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { PlugOperation } from '@steckwerk/plug'
import type { Entered } from '../../authentication.ts'
import { requireAllowed } from '../require-allowed.ts'

/** Of people who look after their own matters, or a relative's. */
const ownPurposes: ReadonlySet<string> = new Set(['PATRQT', 'FAMRQT'])

const notPermitted = (): Fault => new Fault('forbidden', 'api/not-permitted', 'This account may not do this.')

/** Whether an app of a person was granted to change anything of the type. */
function appMayChange({ who }: Entered, type: string | undefined): boolean {
  return who.grant === undefined
    || who.grant.scopes.some((scope) => scope.context !== 'system' && (scope.type === '*' || scope.type === type) && /[cu]/.test(scope.may))
}

/** Who may ask an operation of a service: staff and programs who may write, or read, its type by FHIR themselves; a person for the Patients they act for,
 *  which are returned. The service decides on nothing of that. undefined = no person. Faults: api/not-permitted. */
export async function pluggedRights(entered: Entered, operation: PlugOperation, ownPatients: OwnPatients): Promise<readonly string[] | undefined> {
  const { decision, who, carrier } = entered
  const { type, affectsState } = operation
  const shape = { codes: [], method: 'POST', path: '', permission: 'fhir.read', handle: () => Promise.reject(notPermitted()) } as const
  if (!ownPurposes.has(decision.purpose)) {
    if (affectsState && !decision.permissions.has('fhir.write')) throw notPermitted()
    requireAllowed(decision.view, { ...shape, letters: [affectsState ? 'cu' : 'rs'] }, { type })
    return undefined
  }
  if (affectsState && !appMayChange(entered, type)) throw notPermitted()
  const own = (await ownPatients.of(who.account, carrier))
    .filter(({ relation, acts = [] }) => relation !== 'proxy' || !affectsState || (type !== undefined && acts.includes(type)))
    .filter(({ types }) => types === 'all' || type === undefined || types.includes(type))
    .map(({ patient }) => patient)
    .filter((patient) => decision.launched === undefined || decision.launched.includes(patient))
  if (own.length === 0) throw notPermitted()
  return own
}
