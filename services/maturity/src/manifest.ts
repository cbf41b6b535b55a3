import { plugManifest, type PlugManifest } from '@steckwerk/plug'
import { mostSheetBytes } from './excel/workbook.ts'

const bytes = 512 * 1024

/** What the maturity service asks for and offers. Whose answers may be seen is decided by the office they belong to, not by the network's roles. */
export const maturityManifest: PlugManifest = plugManifest.parse({
  id: 'steckwerk-maturity',
  service: '3c1f5e0a-8f52-4a0e-9d0f-6a0b7c2f4e31',
  version: '1.0.0',
  name: { de: 'Reifegrad', en: 'Maturity' },
  summary: {
    de: 'Reifegrade im Team einschätzen, Ziele setzen, Jahre vergleichen: mit Bericht, Excel und anonymem Vergleich. Antworten sieht nur das eigene Haus.',
    en: 'Assess maturity as a team, set targets, compare years: with report, Excel and anonymous comparison. Only the own house sees its answers.',
  },
  vendor: { name: 'Steckwerk' },
  capability: 'maturity',
  serves: ['network'],
  scopes: [],
  purposes: ['HOPERAT'],
  routes: [
    { method: 'GET', path: '/offices', access: 'signed-in' },
    { method: 'POST', path: '/offices', access: 'editor' },
    { method: 'POST', path: '/invitations/accepted', access: 'signed-in', limit: { address: 60 } },
    { method: 'GET', path: '/offices/:office', access: 'signed-in' },
    { method: 'DELETE', path: '/offices/:office', access: 'signed-in' },
    { method: 'POST', path: '/offices/:office/invitations', access: 'signed-in' },
    { method: 'DELETE', path: '/offices/:office/members/:member', access: 'signed-in' },
    { method: 'PUT', path: '/offices/:office/leave', access: 'signed-in' },
    { method: 'POST', path: '/offices/:office/targets', access: 'signed-in' },
    { method: 'DELETE', path: '/offices/:office/targets/:target', access: 'signed-in' },
    { method: 'POST', path: '/offices/:office/assessments', access: 'signed-in' },
    { method: 'GET', path: '/offices/:office/assessments/:assessment', access: 'signed-in' },
    { method: 'DELETE', path: '/offices/:office/assessments/:assessment', access: 'signed-in' },
    { method: 'POST', path: '/offices/:office/assessments/:assessment/answers', access: 'signed-in', maxBytes: bytes },
    { method: 'PUT', path: '/offices/:office/assessments/:assessment/team', access: 'signed-in' },
    { method: 'POST', path: '/offices/:office/assessments/:assessment/completed', access: 'signed-in' },
    { method: 'GET', path: '/offices/:office/assessments/:assessment/result', access: 'signed-in' },
    { method: 'GET', path: '/offices/:office/assessments/:assessment/report', access: 'signed-in' },
    { method: 'GET', path: '/offices/:office/assessments/:assessment/sheet', access: 'signed-in' },
    { method: 'POST', path: '/offices/:office/assessments/:assessment/sheet', access: 'signed-in', body: 'bytes', maxBytes: mostSheetBytes },
  ],
  plans: [{
    id: '5e8b1a34-2f0c-4b7a-8d61-90c7f1d2b6aa', name: 'standard', title: { de: 'Standard', en: 'Standard' }, free: true,
    description: { de: 'Alle Häuser des Netzwerks, alle Modelle.', en: 'All houses of the network, all models.' }, price: {},
  }],
  evidence: [
    { kind: 'avv', title: { de: 'Kein weiterer Auftragsverarbeiter: es gilt der Vertrag mit dem Betrieb der Plattform', en: 'No further processor: the contract with the platform\'s operator holds' } },
    { kind: 'data-location', title: { de: 'In der Datenbank dieses Hubs, nirgends sonst', en: 'In this hub\'s database, nowhere else' } },
    { kind: 'exit-format', title: { de: 'Format beim Wechsel', en: 'Exit format' }, value: 'NDJSON' },
  ],
  metrics: [{ name: 'assessments-completed', title: { de: 'Abgeschlossene Einschätzungen', en: 'Completed assessments' } }],
})
