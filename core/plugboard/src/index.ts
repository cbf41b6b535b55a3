export type {
  CheckedRouteAnswer, EditionPort, FoundOperation, FoundRoute, GrantChoice, Grants, GuardSocket, HubRequest, HubResponse, HubSend, KnownPlug, MailPort, NewsPort, OperationAddress, OfferedSlot, OperationRequest, OperationSocket,
  Lifecycle as PlugLifecycle, Plugboard, PlugActor, PlugGrant, PlugHealthNote, ProviderChoice, RouteSocket, SlotSocket, UsageLine, UsageReader,
} from './contract.ts'
export { createFloodGate, defaultFlood, type FloodLimits } from './flood.ts'
export { defaultLimits, type GuardLimits } from './guard.ts'
export { openPlugboard, type PlugboardOptions } from './plugboard.ts'
export { pruneUsageKeys } from './usage.ts'
