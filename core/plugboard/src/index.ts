export type {
  FoundOperation, FoundRoute, GrantChoice, Grants, GuardSocket, HubRequest, HubResponse, HubSend, KnownPlug, MailPort, NewsPort, OperationAddress, OperationRequest, OperationSocket,
  Lifecycle as PlugLifecycle, Plugboard, PlugActor, PlugGrant, PlugHealthNote, ProviderChoice, RouteSocket, UsageLine, UsageReader,
} from './contract.ts'
export { createFloodGate, defaultFlood, type FloodLimits } from './flood.ts'
export { defaultLimits, type GuardLimits } from './guard.ts'
export { openPlugboard, type PlugboardOptions } from './plugboard.ts'
export { pruneUsageKeys } from './usage.ts'
