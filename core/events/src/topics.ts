import type { Criteria } from './criteria.ts'

export type InteractionKind = 'create' | 'update' | 'delete'

/** What makes an event: a change of one type, by what the resource was and what it is. Source: SubscriptionTopic.resourceTrigger of FHIR R5. */
export interface Trigger {
  readonly type: string
  readonly on: readonly InteractionKind[]
  /** What the resource must be after the change. */
  readonly current?: Criteria
  /** What it must not have been before. */
  readonly before?: (before: Readonly<Record<string, unknown>> | undefined, after: Readonly<Record<string, unknown>>) => boolean
}

/** A topic that Subscriptions name by its canonical URL. */
export interface Topic {
  /** Where its definition is read: Basic/{id}. */
  readonly id: string
  readonly url: string
  readonly name: string
  readonly title: string
  readonly description: string
  readonly type: string
  /** What its triggers do, for who reads the definition: FHIRPath over %previous and %current. */
  readonly fhirPath: string
  readonly triggers: readonly Trigger[]
}

const isReplaced = (patient: Readonly<Record<string, unknown>> | undefined): boolean => {
  const links = patient?.['link']
  return Array.isArray(links) && links.some((link: unknown) => (link as { readonly type?: unknown } | null)?.type === 'replaced-by')
}

/** Fires once when a Patient becomes one that another has replaced; the focus is the Patient that was replaced, whose link names the other.
 *  Source: gematik ISiK Basismodul, patient-merge. */
const patientMerge: Topic = {
  id: 'isik-patient-merge',
  name: 'PatientMerge',
  url: 'https://gematik.de/fhir/isik/SubscriptionTopic/patient-merge',
  title: 'Patient merge',
  description: 'A Patient was merged into another one: its link of type replaced-by names the one that goes on.',
  type: 'Patient',
  fhirPath: "%previous.link.where(type = 'replaced-by').empty() and %current.link.where(type = 'replaced-by').exists()",
  triggers: [{ type: 'Patient', on: ['create', 'update'], before: (before, after) => isReplaced(after) && !isReplaced(before) }],
}

/** The topics this hub knows, by canonical URL without version. */
export const topics: ReadonlyMap<string, Topic> = new Map([[patientMerge.url, patientMerge]])

/** By its canonical URL, with or without a version. */
export function topicOf(canonical: string): Topic | undefined {
  return topics.get(canonical.split('|', 1)[0]!)
}
