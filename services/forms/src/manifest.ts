import { plugManifest, type PlugManifest } from '@steckwerk/plug'

/** What the forms service asks for and offers. Operations by SDC where SDC has them: $populate, $process-response. */
export const formsManifest: PlugManifest = plugManifest.parse({
  id: 'steckwerk-forms',
  service: '6f0c2f5e-5a0b-4f0e-9a5e-3a0f5d1c7b10',
  version: '1.0.0',
  name: { de: 'Formulare', en: 'Forms' },
  summary: {
    de: 'Fragebögen vor und während des Besuchs: vorausgefüllt aus der Akte, auf jedem Gerät fortsetzbar, geprüft, unterschrieben und als PDF.',
    en: 'Questionnaires before and during a visit: filled in from the record, resumed on any device, checked, signed and as PDF.',
  },
  vendor: { name: 'Steckwerk' },
  capability: 'forms',
  scopes: [
    'system/Questionnaire.crs', 'system/QuestionnaireResponse.crus', 'system/Patient.r', 'system/Coverage.s', 'system/Condition.s', 'system/MedicationStatement.s',
    'system/AllergyIntolerance.s', 'system/Observation.cs', 'system/Provenance.cs',
  ],
  purposes: ['TREAT'],
  operations: [
    { type: 'Questionnaire', name: 'waiting', level: 'type' },
    { type: 'Questionnaire', name: 'populate', level: 'type', affectsState: false, definition: 'http://hl7.org/fhir/uv/sdc/OperationDefinition/Questionnaire-populate' },
    { type: 'Questionnaire', name: 'populate', level: 'instance', affectsState: false, definition: 'http://hl7.org/fhir/uv/sdc/OperationDefinition/Questionnaire-populate' },
    { type: 'QuestionnaireResponse', name: 'process-response', level: 'type' },
    { type: 'QuestionnaireResponse', name: 'form', level: 'instance', affectsState: false },
    { type: 'QuestionnaireResponse', name: 'pdf', level: 'instance', affectsState: false },
  ],
  plans: [{
    id: '0d8c3d52-3a51-4b32-9f53-7c0a8f2c9f11', name: 'standard', title: { de: 'Standard', en: 'Standard' }, free: true,
    description: { de: 'Alle Fragebögen, ohne Grenze.', en: 'All questionnaires, without limit.' }, price: {},
  }],
  evidence: [
    { kind: 'avv', title: { de: 'Kein weiterer Auftragsverarbeiter: es gilt der Vertrag mit dem Betrieb der Plattform', en: 'No further processor: the contract with the platform\'s operator holds' } },
    { kind: 'data-location', title: { de: 'In der Datenbank dieses Hubs, nirgends sonst', en: 'In this hub\'s database, nowhere else' } },
    { kind: 'medical-device', title: { de: 'Selbst kein Medizinprodukt; ein Fragebogen mit Bewertung kann eines sein', en: 'No medical device itself; a questionnaire with scoring may be one' } },
    { kind: 'exit-format', title: { de: 'Format beim Wechsel', en: 'Exit format' }, value: 'FHIR R4 QuestionnaireResponse' },
  ],
  metrics: [{ name: 'forms-sent', title: { de: 'Abgeschickte Formulare', en: 'Forms sent' } }],
})
