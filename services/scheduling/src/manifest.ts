import { plugManifest } from '@steckwerk/plug'
import { vocabulary } from './vocabulary.ts'

/** What scheduling is and asks for. */
export const manifest = plugManifest.parse({
  id: 'scheduling',
  service: '0f2f5c1e-6a55-4f0e-9d4e-5f6c0a7b3a11',
  version: '0.1.0',
  name: { de: 'Terminplanung', en: 'Scheduling' },
  summary: {
    de: 'Termine und Anfragen nach ISiK Terminplanung: Verfügbarkeiten, Buchung ohne Doppelbelegung, Warteliste, Erinnerungen, Kalenderdateien. Alle Termine liegen als FHIR-Ressourcen beim Träger.',
    en: 'Appointments and requests by ISiK Terminplanung: availability, booking without double booking, waiting list, reminders, calendar files. All appointments are FHIR resources of the carrier.',
  },
  vendor: { name: 'Steckwerk' },
  capability: 'scheduling',
  scopes: ['system/Appointment.crus', 'system/HealthcareService.rs', 'system/Patient.rs', 'system/Schedule.rs', 'system/Slot.cruds'],
  purposes: ['TREAT', 'HOPERAT'],
  topics: ['Appointment?status=cancelled', 'Appointment?status=booked', 'Schedule?active=true,false'],
  guards: ['Appointment'],
  operations: [
    { type: 'Appointment', name: 'book', level: 'type', definition: vocabulary.isikBook },
    ...['wait', 'block-slot', 'free-slot'].map((name) => ({ type: 'Appointment', name, level: 'type' })),
    ...['confirm', 'offer', 'accept', 'decline', 'cancel', 'amend', 'no-show'].map((name) => ({ type: 'Appointment', name, level: 'instance' })),
    { type: 'Appointment', name: 'ical', level: 'instance', affectsState: false },
    { type: 'Schedule', name: 'calendar', level: 'instance', affectsState: false },
    { type: 'Schedule', name: 'make-slots', level: 'instance' },
  ],
  plans: [
    {
      id: '5b0f5a6e-2c0d-4c57-8a36-0d6f2f6f5b01',
      name: 'standard',
      title: { de: 'Standard', en: 'Standard' },
      description: { de: 'Alle Kalender eines Trägers.', en: 'All calendars of a carrier.' },
      free: true,
      price: {},
      parameters: {
        $schema: 'http://json-schema.org/draft-04/schema#',
        type: 'object',
        additionalProperties: false,
        properties: {
          reminderHours: { type: 'integer', minimum: 1, maximum: 336, default: 24, title: 'Erinnerung, Stunden vorher' },
          offerHours: { type: 'integer', minimum: 1, maximum: 168, default: 24, title: 'Angebot an Wartende gilt, Stunden' },
        },
      },
    },
  ],
  evidence: [
    { kind: 'avv', title: { de: 'Kein weiterer Auftragsverarbeiter: es gilt der Vertrag mit dem Betrieb der Plattform', en: 'No further processor: the contract with the platform\'s operator holds' } },
    { kind: 'data-location', title: { de: 'In der Datenbank dieses Hubs, nirgends sonst', en: 'In this hub\'s database, nowhere else' } },
    { kind: 'medical-device', title: { de: 'Kein Medizinprodukt: plant Termine, ohne sie medizinisch zu bewerten', en: 'No medical device: plans appointments without judging them medically' } },
    { kind: 'exit-format', title: { de: 'Ausstieg', en: 'Exit' }, value: 'FHIR R4 NDJSON' },
  ],
  metrics: [
    { name: 'booked', title: { de: 'Gebuchte Termine', en: 'Booked appointments' } },
    { name: 'requested', title: { de: 'Anfragen', en: 'Requests' } },
    { name: 'moved', title: { de: 'Verschobene Termine', en: 'Moved appointments' } },
    { name: 'cancelled', title: { de: 'Abgesagte Termine', en: 'Cancelled appointments' } },
    { name: 'missed', title: { de: 'Nicht erschienen', en: 'Missed appointments' } },
    { name: 'waiting', title: { de: 'Auf die Warteliste gesetzt', en: 'Put on the waiting list' } },
    { name: 'offered', title: { de: 'Angebote', en: 'Offers' } },
    { name: 'reminded', title: { de: 'Erinnerungen', en: 'Reminders' } },
  ],
})
