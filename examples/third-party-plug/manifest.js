const text = (de, en) => ({ de, en })

/** What an order asks for: JSON Schema draft 4, texts alone. */
const form = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  type: 'object',
  additionalProperties: false,
  required: ['contact'],
  properties: {
    contact: { type: 'string', title: 'Ansprechperson (E-Mail)', description: 'Wen wir bei Störungen anschreiben', format: 'email', maxLength: 200 },
    support: { type: 'string', title: 'Betreuung', enum: ['werktags 8–18 Uhr', 'rund um die Uhr'], default: 'werktags 8–18 Uhr' },
  },
}

export const manifest = {
  id: 'slotwerk',
  service: 'c3b0a2de-52c1-4bb5-9a43-9b3c1d2a7e64',
  version: '1.0.0',
  name: text('Slotwerk Termine', 'Slotwerk Appointments'),
  summary: text(
    'Bucht freie Zeiten nach ISiK Terminplanung. Ein Beispiel: Diesen Anbieter gibt es nicht.',
    'Books free slots by ISiK Terminplanung. An example: this vendor does not exist.',
  ),
  vendor: { name: 'Slotwerk GmbH (Beispielanbieter, erfunden)', url: 'https://slotwerk.example' },
  capability: 'scheduling',
  scopes: ['system/Appointment.crus', 'system/Patient.rs', 'system/Slot.rus'],
  purposes: ['TREAT', 'HOPERAT'],
  topics: ['Appointment?status=cancelled'],
  guards: ['Appointment'],
  operations: [
    { type: 'Appointment', name: 'book', level: 'type', definition: 'https://gematik.de/fhir/isik/OperationDefinition/AppointmentBook', affectsState: true },
    { type: 'Appointment', name: 'cancel', level: 'instance', affectsState: true },
  ],
  slots: [
    {
      id: 'my-appointment', place: 'patient-appointment', title: text('Ihr Termin bei Slotwerk', 'Your appointment at Slotwerk'),
      launch: '/slots/my-appointment', redirect: '/slots/shown', scopes: ['patient/Appointment.r', 'patient/Patient.r'],
    },
    { id: 'bookings', place: 'carrier-service', title: text('Termine je Monat', 'Appointments a month'), launch: '/slots/bookings', redirect: '/slots/shown', scopes: [] },
  ],
  plans: [
    {
      id: '7d0f1f0e-3c55-4c36-93a5-1a1c9b7e2f10',
      name: 'standard',
      title: text('Nach Verbrauch', 'By use'),
      description: text('100 Buchungen im Monat sind enthalten.', '100 bookings a month are included.'),
      price: { monthly: 99, per: [{ metric: 'booked', euro: 0.2, included: 100 }] },
      parameters: form,
    },
    {
      id: '0b6a8a53-7b0e-4a39-9d5c-5f0d2c1b8e33',
      name: 'flat',
      title: text('Pauschal', 'Flat rate'),
      description: text('Beliebig viele Buchungen.', 'Any number of bookings.'),
      price: { setup: 500, monthly: 249 },
      parameters: form,
    },
  ],
  // The vendor's own word. A carrier asks for more where patients' data are concerned: a C5 attestation, which the platform's operator enters once it was seen.
  evidence: [
    { kind: 'avv', title: text('Vertrag zur Auftragsverarbeitung (erfunden)', 'Data processing agreement (invented)') },
    { kind: 'data-location', title: text('Ort der Daten', 'Data location'), value: 'Deutschland' },
    { kind: 'medical-device', title: text('Kein Medizinprodukt: bucht Termine, ohne sie medizinisch zu bewerten', 'No medical device: books appointments without judging them medically') },
    { kind: 'exit-format', title: text('Ausstieg', 'Exit'), value: 'FHIR R4 NDJSON' },
  ],
  metrics: [{ name: 'booked', title: text('Gebuchte Termine', 'Booked appointments') }],
}
