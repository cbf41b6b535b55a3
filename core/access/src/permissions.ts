/** What each role may do: the whole table. `operator` runs the Leitstand and sees masked messages; unmasking is logged. Patients' data over
 *  FHIR is for the ward and for automation, not for the operator: that somebody is a patient is itself secret from who runs the platform. */
export const permissionsOf = Object.freeze({
  operator: ['leitstand.read', 'message.read', 'message.reveal', 'message.replay', 'alarm.acknowledge'],
  ward: ['ward.read', 'fhir.read'],
  automation: [
    'leitstand.read', 'message.read', 'message.reveal', 'message.replay', 'alarm.acknowledge', 'ward.read', 'fhir.read', 'fhir.write', 'metrics.read',
    'platform.manage',
  ],
} as const)

export type Role = keyof typeof permissionsOf
export type Permission = (typeof permissionsOf)[Role][number]

export function permissionsOfRoles(roles: readonly Role[]): ReadonlySet<Permission> {
  return new Set(roles.flatMap((role) => [...permissionsOf[role]]))
}

export function isRole(name: string): name is Role {
  return Object.hasOwn(permissionsOf, name)
}
