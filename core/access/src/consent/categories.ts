import type { ReleasePurpose } from '@steckwerk/fhir'

export interface Words {
  readonly de: string
  readonly en: string
}

/** What a consent can release, as people name it. */
export interface ConsentCategory {
  readonly code: string
  readonly words: Words
  /** What is meant, for those who ask. */
  readonly explained: Words
  /** Every type stands in one category only, so that a Consent's types can be told as categories again. */
  readonly types: readonly string[]
}

/** The whole table. Patient is not in it: who gets anything gets to know whose it is. */
export const consentCategories: readonly ConsentCategory[] = Object.freeze([
  { code: 'person', words: { de: 'Stammdaten', en: 'personal data' }, types: ['RelatedPerson', 'Coverage'],
    explained: { de: 'Angehörige und Versicherung. Name, Geburtsdatum und Anschrift sind bei jeder Freigabe dabei.', en: 'Relatives and insurance. Name, birth date and address are part of every release.' } },
  { code: 'stays', words: { de: 'Aufenthalte', en: 'hospital stays' }, types: ['Encounter', 'EpisodeOfCare'],
    explained: { de: 'Wann und auf welcher Station Sie im Krankenhaus waren.', en: 'When and on which ward you were in hospital.' } },
  { code: 'appointments', words: { de: 'Termine', en: 'appointments' }, types: ['Appointment', 'AppointmentResponse'],
    explained: { de: 'Vergangene und kommende Termine.', en: 'Past and future appointments.' } },
  { code: 'diagnoses', words: { de: 'Diagnosen und Allergien', en: 'diagnoses and allergies' }, types: ['Condition', 'AllergyIntolerance', 'ClinicalImpression', 'FamilyMemberHistory', 'Flag'],
    explained: { de: 'Krankheiten, Allergien und Unverträglichkeiten.', en: 'Illnesses, allergies and intolerances.' } },
  { code: 'treatments', words: { de: 'Behandlungen', en: 'treatments' }, types: ['Procedure', 'CarePlan', 'CareTeam', 'Goal', 'ServiceRequest'],
    explained: { de: 'Operationen, Eingriffe und Behandlungspläne.', en: 'Operations, procedures and care plans.' } },
  { code: 'medication', words: { de: 'Medikamente und Impfungen', en: 'medication and vaccinations' },
    types: ['MedicationStatement', 'MedicationRequest', 'MedicationAdministration', 'MedicationDispense', 'Immunization'],
    explained: { de: 'Was Sie einnehmen und bekommen haben.', en: 'What you take and were given.' } },
  { code: 'findings', words: { de: 'Befunde', en: 'findings' }, types: ['Observation', 'DiagnosticReport', 'ImagingStudy', 'Specimen'],
    explained: { de: 'Laborwerte, Messwerte und Untersuchungen mit Bildern.', en: 'Laboratory values, measurements and imaging.' } },
  { code: 'documents', words: { de: 'Dokumente', en: 'documents' }, types: ['DocumentReference', 'Composition'],
    explained: { de: 'Arztbriefe, Entlassbriefe und andere Schriftstücke.', en: 'Letters, discharge summaries and other documents.' } },
  { code: 'questionnaires', words: { de: 'Fragebögen', en: 'questionnaires' }, types: ['QuestionnaireResponse'],
    explained: { de: 'Ihre Antworten in Fragebögen.', en: 'Your answers in questionnaires.' } },
])

const byCode: ReadonlyMap<string, ConsentCategory> = new Map(consentCategories.map((category) => [category.code, category]))

export function isConsentCategory(code: string): boolean {
  return byCode.has(code)
}

export function typesOfCategories(codes: readonly string[]): readonly string[] {
  return codes.flatMap((code) => byCode.get(code)?.types ?? [])
}

/** Types told as categories: those whose every type is there, and the types that are left. */
export function categoriesOfTypes(types: readonly string[]): { readonly categories: readonly ConsentCategory[]; readonly left: readonly string[] } {
  const given = new Set(types.filter((type) => type !== 'Patient'))
  const categories = consentCategories.filter((category) => category.types.every((type) => given.has(type)))
  for (const { types: told } of categories) for (const type of told) given.delete(type)
  return { categories, left: [...given] }
}

export interface ConsentPurpose {
  readonly code: ReleasePurpose
  /** As part of a sentence: "zur Behandlung". */
  readonly words: Words
  readonly explained: Words
}

export const consentPurposes: readonly ConsentPurpose[] = Object.freeze([
  { code: 'TREAT', words: { de: 'zur Behandlung', en: 'for treatment' },
    explained: { de: 'Wer Sie dort behandelt, darf die Daten ansehen.', en: 'Those who treat you there may look at the data.' } },
  { code: 'COC', words: { de: 'zur Überweisung und Weiterbehandlung', en: 'for referral and aftercare' },
    explained: { de: 'Wer Sie überwiesen hat oder nach dem Krankenhaus weiter behandelt, darf die Daten ansehen.', en: 'Those who referred you or treat you after hospital may look at the data.' } },
  { code: 'HRESCH', words: { de: 'für die medizinische Forschung', en: 'for medical research' },
    explained: { de: 'Forschende dort dürfen die Daten für medizinische Forschung nutzen.', en: 'Researchers there may use the data for medical research.' } },
])
