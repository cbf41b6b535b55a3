const text = (de, en) => ({ de, en })

export const manifest = {
  id: 'slotwerk',
  service: 'c3b0a2de-52c1-4bb5-9a43-9b3c1d2a7e64',
  version: '1.0.0',
  name: text('Slotwerk Termine', 'Slotwerk Appointments'),
  summary: text('Bucht freie Zeiten nach ISiK Terminplanung.', 'Books free slots by ISiK Terminplanung.'),
  vendor: { name: 'Slotwerk GmbH (erfunden)', url: 'https://slotwerk.example' },
  capability: 'scheduling',
  scopes: ['system/Appointment.crus', 'system/Patient.rs', 'system/Slot.rus'],
  purposes: ['TREAT', 'HOPERAT'],
  guards: ['Appointment'],
  operations: [
    { type: 'Appointment', name: 'book', level: 'type', definition: 'https://gematik.de/fhir/isik/OperationDefinition/AppointmentBook', affectsState: true },
    { type: 'Appointment', name: 'cancel', level: 'instance', affectsState: true },
  ],
  plans: [
    {
      id: '7d0f1f0e-3c55-4c36-93a5-1a1c9b7e2f10',
      name: 'standard',
      title: text('Standard', 'Standard'),
      description: text('Je Buchung.', 'By booking.'),
      price: { monthly: 99, per: [{ metric: 'booked', euro: 0.2, included: 100 }] },
    },
  ],
  evidence: [{ kind: 'exit-format', title: text('Ausstieg', 'Exit'), value: 'FHIR R4' }],
  metrics: [{ name: 'booked', title: text('Gebuchte Termine', 'Booked appointments') }],
}
