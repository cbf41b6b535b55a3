/** What a proxy can be given, as a patient names it. The whole table. `acts`: beside reading there is something to do in it. */
export interface Topic {
  readonly code: string
  readonly words: { readonly de: string; readonly en: string }
  readonly types: readonly string[]
  readonly acts: boolean
}

export const topics: readonly Topic[] = Object.freeze([
  { code: 'person', words: { de: 'Stammdaten', en: 'Personal data' }, types: ['Patient', 'RelatedPerson', 'Coverage'], acts: false },
  { code: 'appointments', words: { de: 'Termine', en: 'Appointments' }, types: ['Appointment', 'AppointmentResponse', 'Schedule', 'Slot'], acts: true },
  { code: 'stays', words: { de: 'Aufenthalte', en: 'Hospital stays' }, types: ['Encounter', 'EpisodeOfCare'], acts: false },
  { code: 'diagnoses', words: { de: 'Diagnosen und Behandlungen', en: 'Diagnoses and treatments' },
    types: ['Condition', 'Procedure', 'AllergyIntolerance', 'CarePlan', 'CareTeam', 'Goal', 'ClinicalImpression'], acts: false },
  { code: 'medication', words: { de: 'Medikamente und Impfungen', en: 'Medication and vaccinations' },
    types: ['MedicationStatement', 'MedicationRequest', 'MedicationAdministration', 'MedicationDispense', 'Medication', 'Immunization'], acts: false },
  { code: 'findings', words: { de: 'Befunde', en: 'Findings' },
    types: ['Observation', 'DiagnosticReport', 'ImagingStudy', 'Specimen', 'ServiceRequest'], acts: false },
  { code: 'documents', words: { de: 'Dokumente', en: 'Documents' }, types: ['DocumentReference', 'Composition', 'Binary'], acts: false },
  { code: 'forms', words: { de: 'Fragebögen', en: 'Questionnaires' }, types: ['Questionnaire', 'QuestionnaireResponse'], acts: true },
  { code: 'messages', words: { de: 'Nachrichten', en: 'Messages' }, types: ['Communication', 'CommunicationRequest'], acts: true },
  { code: 'consents', words: { de: 'Einwilligungen', en: 'Consents' }, types: ['Consent'], acts: true },
])

const byCode: ReadonlyMap<string, Topic> = new Map(topics.map((topic) => [topic.code, topic]))

export function isTopic(code: string): boolean {
  return byCode.has(code)
}

/** Resource types of those topics in which there is something to do. */
export function actingTypes(codes: readonly string[]): readonly string[] {
  return codes.flatMap((code) => (byCode.get(code)?.acts === true ? byCode.get(code)!.types : []))
}

/** Resource types of some topics. A Patient belongs to each: without a name nothing could be told apart. */
export function typesOfTopics(codes: readonly string[]): readonly string[] {
  return [...new Set(['Patient', ...codes.flatMap((code) => byCode.get(code)?.types ?? [])])]
}
