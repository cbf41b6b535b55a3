import { plugManifest, type PlugManifest } from '@steckwerk/plug'
import { barcampRoutes } from './barcamp/routes.ts'
import type { CommunityRoute } from './community-route.ts'
import { directoryRoutes } from './directory/routes.ts'
import { evaluationRoutes } from './evaluation/routes.ts'
import { introductionRoutes } from './introduction/routes.ts'
import { faqRoutes } from './faq/routes.ts'
import { groupRoutes } from './group/routes.ts'
import { pollRoutes } from './poll/routes.ts'
import { seriesRoutes } from './series/routes.ts'
import { meetingRoutes } from './meeting/routes.ts'
import { surveyRoutes } from './survey/routes.ts'
import { searchRoutes } from './search/routes.ts'
import { widgetRoutes } from './widget/routes.ts'
import { undertakingRoutes } from './undertaking/routes.ts'
import { newsRoutes } from './news/routes.ts'
import { publishedRoutes } from './published/routes.ts'
import { editorRoutes } from './editor/overview.ts'

export const communityRoutes: readonly CommunityRoute[] = [...directoryRoutes, ...searchRoutes, ...widgetRoutes, ...publishedRoutes, ...editorRoutes, ...barcampRoutes, ...undertakingRoutes, ...introductionRoutes, ...evaluationRoutes, ...groupRoutes, ...pollRoutes, ...surveyRoutes, ...seriesRoutes, ...meetingRoutes, ...newsRoutes, ...faqRoutes]

/** What the community service asks for and offers. */
export const communityManifest: PlugManifest = plugManifest.parse({
  id: 'steckwerk-community',
  service: '4b8f0e1c-6f2d-4a77-9d25-0f3c5b7e2a41',
  version: '1.0.0',
  name: { de: 'Netzwerk', en: 'Network' },
  summary: {
    de: 'Wer macht was in der Region: ein Verzeichnis, in das sich Einrichtungen selbst eintragen, und Barcamps von der Anmeldung bis zum Ergebnis.',
    en: 'Who does what in the region: a directory that organizations enter themselves in, and barcamps from registration to results.',
  },
  vendor: { name: 'Steckwerk' },
  capability: 'community',
  serves: ['network'],
  scopes: ['system/Organization.cruds', 'system/Location.cruds', 'system/HealthcareService.cruds', 'system/Endpoint.cruds'],
  purposes: ['HOPERAT'],
  routes: communityRoutes.map(({ answer: _, ...route }) => route),
  plans: [{
    id: '7d0a2e64-5c1f-4b0e-8f3a-2b9c4d6e8f51', name: 'standard', title: { de: 'Standard', en: 'Standard' }, free: true,
    description: { de: 'Alle Einrichtungen und Veranstaltungen des Netzwerks.', en: 'All organizations and events of the network.' }, price: {},
  }],
  evidence: [
    { kind: 'avv', title: { de: 'Kein weiterer Auftragsverarbeiter: es gilt der Vertrag mit dem Betrieb der Plattform', en: 'No further processor: the contract with the platform\'s operator holds' } },
    { kind: 'data-location', title: { de: 'In der Datenbank dieses Hubs, nirgends sonst', en: 'In this hub\'s database, nowhere else' } },
    { kind: 'exit-format', title: { de: 'Format beim Wechsel', en: 'Exit format' }, value: 'FHIR R4, NDJSON' },
  ],
})
