export type { FhirBundle, FhirBundleEntry, FhirClient, FhirResource, SearchPairs } from './fhir-client.ts'
export { plugManifest, type PlugEvidence, type PlugManifest, type PlugOperation, type PlugPlan, type PlugSlot } from './manifest.ts'
export type {
  ExitExport, GuardCall, GuardedChange, OperationAnswer, OperationCall, OperationCaller, Plug, PlugCarrier, PlugHealth, PlugHost, PlugNews, Progress, Provisioning,
  RunningPlug,
} from './plug.ts'
export { mostGuarded } from './plug.ts'
export { fhirClient, type FhirRequest, type FhirResponse, type FhirTransport } from './http-fhir-client.ts'
export { servePlug, type ServedPlug, type ServeOptions } from './serve.ts'
export { brokerPages } from './broker-pages.ts'
export { createBroker, type BrokerHandler, type BrokerOptions, type BrokerRequest, type BrokerResponse, type BrokerService } from './broker.ts'
export { fileInstances, type BrokerInstance, type BrokerInstances } from './broker-instances.ts'
