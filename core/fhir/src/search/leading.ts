/** The single-valued date parameter by which a type is usually narrowed and sorted, where it is not `date`. */
const otherDates: Readonly<Record<string, string | undefined>> = {
  Account: 'period',
  Basic: 'created',
  Bundle: 'timestamp',
  ChargeItem: 'occurrence',
  Claim: 'created',
  ClaimResponse: 'created',
  Communication: 'sent',
  CommunicationRequest: 'authored',
  Condition: 'recorded-date',
  Contract: 'issued',
  CoverageEligibilityRequest: 'created',
  CoverageEligibilityResponse: 'created',
  DetectedIssue: 'identified',
  DeviceRequest: 'authored-on',
  DocumentManifest: 'created',
  ExplanationOfBenefit: 'created',
  Goal: 'start-date',
  ImagingStudy: 'started',
  Media: 'created',
  Medication: 'expiration-date',
  MedicationAdministration: 'effective-time',
  MedicationDispense: 'whenhandedover',
  // its `date` are the many events of its dosage timings
  MedicationRequest: 'authoredon',
  MedicationStatement: 'effective',
  NutritionOrder: 'datetime',
  Patient: 'birthdate',
  PaymentNotice: 'created',
  PaymentReconciliation: 'created',
  Person: 'birthdate',
  Provenance: 'recorded',
  QuestionnaireResponse: 'authored',
  RelatedPerson: 'birthdate',
  RequestGroup: 'authored',
  ServiceRequest: 'authored',
  Slot: 'start',
  Specimen: 'collected',
  Task: 'authored-on',
  TestReport: 'issued',
  VisionPrescription: 'datewritten',
}

/** The token parameter that says what a resource is about, where it is not `code`. */
const otherCodes: Readonly<Record<string, string | undefined>> = {
  Account: 'type',
  Appointment: 'service-type',
  AuditEvent: 'type',
  Bundle: 'type',
  Composition: 'type',
  Coverage: 'type',
  Device: 'type',
  DocumentManifest: 'type',
  DocumentReference: 'type',
  Encounter: 'class',
  EpisodeOfCare: 'type',
  HealthcareService: 'service-type',
  Invoice: 'type',
  Location: 'type',
  Media: 'type',
  Organization: 'type',
  Schedule: 'service-type',
  Slot: 'service-type',
  Specimen: 'type',
}

/** The parameter whose value `Extracted.leading` holds, if the type has it. */
export function leadingDateOf(type: string): string {
  return otherDates[type] ?? 'date'
}

/** The parameter whose first code `Extracted.code` holds, if the type has it. */
export function leadingCodeOf(type: string): string {
  return otherCodes[type] ?? 'code'
}
