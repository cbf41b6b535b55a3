import type { Draft } from '../draft.ts'
import type { MapContext } from '../map-context.ts'
import { codeable, type Identifier, type Reference } from '../values/shapes.ts'
import { derivedSystem, snomed } from '../values/systems.ts'
import { departmentKeyOf } from '../tables/departments.ts'

const typeSystem = 'http://terminology.hl7.org/CodeSystem/organization-type'

/** The hospital itself. */
export function siteOrganizationId(context: MapContext): string {
  const { caseSystem, site } = context.settings
  return context.id('Organization', derivedSystem(caseSystem, 'site'), site)
}

export function departmentId(department: string, context: MapContext): string {
  return context.id('Organization', departmentSystem(context), department)
}

/** Creates the hospital where it is not there yet. */
export function putSiteOrganization(draft: Draft, context: MapContext): void {
  const id = siteOrganizationId(context)
  if (draft.get('Organization', id) !== undefined) return
  const { caseSystem, site } = context.settings
  draft.put({
    resourceType: 'Organization',
    id,
    identifier: [{ type: codeable(snomed, '43741000'), system: derivedSystem(caseSystem, 'site'), value: site }],
    active: true,
    type: [codeable(typeSystem, 'prov')],
    name: site,
  })
}

/** Creates a department (PV1-3.4) where it is not there yet, and returns the reference to it. */
export function putDepartment(draft: Draft, department: string, context: MapContext): Reference {
  const id = departmentId(department, context)
  const key = departmentKeyOf(department)
  const identifier: Identifier = { type: codeable(snomed, '225746001'), system: departmentSystem(context), value: department }
  const name = key?.name ?? department
  if (draft.get('Organization', id) === undefined) {
    draft.put({
      resourceType: 'Organization',
      id,
      identifier: [identifier],
      active: true,
      type: [codeable(typeSystem, 'dept')],
      name,
      partOf: { reference: `Organization/${siteOrganizationId(context)}` },
    })
  }
  return { reference: `Organization/${id}`, identifier: { system: identifier.system!, value: department }, display: name }
}

function departmentSystem({ settings }: MapContext): string {
  return `${derivedSystem(settings.caseSystem, 'department')}-${encodeURIComponent(settings.site)}`
}
