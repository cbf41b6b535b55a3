export type { FhirBundle, FhirBundleEntry, FhirClient, FhirResource, SearchPairs } from './fhir-client.ts'
export { plugManifest, type PlugEvidence, type PlugManifest, type PlugOperation, type PlugPlan, type PlugSlot } from './manifest.ts'
export type {
  ExitExport, OperationAnswer, OperationCall, OperationCaller, Plug, PlugCarrier, PlugHealth, PlugHost, PlugNews, Progress, Provisioning, RunningPlug,
} from './plug.ts'
