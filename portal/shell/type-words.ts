import { useLingui } from '@lingui/react/macro'

/** FHIR resource types in everyday words; a type without one keeps its name. */
export function useTypeWords(): (type: string) => string {
  const { t } = useLingui()
  return type => ({
    Patient: t`Angaben zur Person`, RelatedPerson: t`Angehörige`, Encounter: t`Aufenthalte und Besuche`, Observation: t`Messwerte und Laborwerte`, DiagnosticReport: t`Befunde`, Condition: t`Diagnosen`,
    Procedure: t`Eingriffe und Behandlungen`, MedicationRequest: t`Verordnete Medikamente`, MedicationStatement: t`Medikamente`, MedicationAdministration: t`Gegebene Medikamente`, Medication: t`Arzneimittel`,
    AllergyIntolerance: t`Allergien`, Immunization: t`Impfungen`, DocumentReference: t`Dokumente`, Appointment: t`Termine`, CarePlan: t`Behandlungspläne`, ServiceRequest: t`Aufträge und Überweisungen`, Coverage: t`Versicherung`,
    Consent: t`Freigaben`, Communication: t`Nachrichten`, Account: t`Abrechnungskonten`, Practitioner: t`Behandelnde Personen`, PractitionerRole: t`Behandelnde Personen`, Organization: t`Einrichtungen`, Location: t`Orte`,
    ImagingStudy: t`Bilder (Röntgen, MRT und andere)`, QuestionnaireResponse: t`Ausgefüllte Fragebögen`, Questionnaire: t`Fragebögen`, AuditEvent: t`Zugriffsprotokoll`, Provenance: t`Herkunft von Daten`, Binary: t`Dateien`,
    List: t`Listen`, Composition: t`Arztbriefe`, FamilyMemberHistory: t`Krankheiten in der Familie`, Goal: t`Behandlungsziele`, Device: t`Geräte`, Specimen: t`Proben`, Task: t`Aufgaben`, Schedule: t`Terminkalender`, Slot: t`Freie Termine`,
  } as Readonly<Record<string, string>>)[type] ?? type
}
