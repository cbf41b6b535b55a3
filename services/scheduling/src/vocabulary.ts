/** Names that stand in records; whoever reads them years later, with another provider, finds them here. */
export const vocabulary = Object.freeze({
  /** Schedule.extension: when and how it may be booked (rule.ts). */
  availability: 'urn:steckwerk:extension:availability',
  /** Slot.identifier.system of slots made from a rule: `<Schedule>:<start>:<lane>`. */
  slot: 'urn:steckwerk:slot',
  /** Slot.meta.tag: busy-unavailable only because a room or device that it needs is taken. */
  slotTag: 'urn:steckwerk:slot-tag',
  /** Appointment.extension, Reference(Schedule), one or more: the calendars a person waits for. */
  waitsFor: 'urn:steckwerk:extension:waits-for',
  /** Appointment.extension: weekdays, time of day and notice that somebody who waits wishes for (wishes.ts), beside requestedPeriod. */
  wishedTimes: 'urn:steckwerk:extension:wished-times',
  /** Appointment.extension, dateTime: an offer nobody accepted by then goes to the next. */
  offerExpires: 'urn:steckwerk:extension:offer-expires',
  /** Appointment.extension, Reference(Slot): offered once and not taken; not offered to this person again. */
  offerPassed: 'urn:steckwerk:extension:offer-passed',
  /** Appointment.extension, Reference: who cancelled. */
  cancelledBy: 'urn:steckwerk:extension:cancelled-by',
  replaces: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.replaces',
  cancelationReason: 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason',
  metaTag: 'http://fhir.de/CodeSystem/common-meta-tag-de',
  isikTerminblock: 'https://gematik.de/fhir/isik/StructureDefinition/ISiKTerminblock',
  isikKalender: 'https://gematik.de/fhir/isik/StructureDefinition/ISiKKalender',
  isikBook: 'https://gematik.de/fhir/isik/OperationDefinition/AppointmentBook',
})
