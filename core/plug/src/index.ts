export type { FhirBundle, FhirBundleEntry, FhirClient, FhirResource, SearchPairs } from './fhir-client.ts'
export { plugManifest, type PlugEvidence, type PlugManifest, type PlugOperation, type PlugPlan, type PlugRoute, type PlugSlot, type SlotPlace } from './manifest.ts'
export type {
  ExitExport, GuardCall, GuardedChange, OperationAnswer, OperationCall, OperationCaller, Plug, PlugCarrier, PlugHealth, PlugHost, PlugMail, PlugNews, Progress, Provisioning,
  RunningPlug,
} from './plug.ts'
export { mostGuarded } from './plug.ts'
export { mostDocumentBytes, mostDocumentChanges, type DocumentChange, type DocumentName, type DocumentRange, type PlugDocument, type PlugDocuments } from './documents.ts'
export { mostReaders, type EditionBlock, type EditionEntry, type EditionPreview, type EditionProgress, type EditionReader, type EditionReturn, type EditionRun, type EditionWords, type PlugEdition, type PlugEditions } from './editions.ts'
export { checkDocumentChanges } from './document-rules.ts'
export type { RouteAnswer, RouteCall, RouteCaller, RouteFile, RouteHeader } from './route.ts'
export { fhirClient, type FhirRequest, type FhirResponse, type FhirTransport } from './http-fhir-client.ts'
export { servePlug, type ServedPlug, type ServeOptions } from './serve.ts'
export { brokerPages } from './broker-pages.ts'
export { createBroker, type BrokerHandler, type BrokerOptions, type BrokerRequest, type BrokerResponse, type BrokerService } from './broker.ts'
export { fileInstances, type BrokerInstance, type BrokerInstances } from './broker-instances.ts'
