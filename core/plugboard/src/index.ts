export type {
  FoundOperation, GrantChoice, Grants, GuardSocket, HubRequest, HubResponse, HubSend, KnownPlug, NewsPort, OperationAddress, OperationRequest, OperationSocket,
  Lifecycle as PlugLifecycle, Plugboard, PlugActor, PlugGrant, PlugHealthNote, ProviderChoice, UsageLine, UsageReader,
} from './contract.ts'
export { defaultFlood, type FloodLimits } from './flood.ts'
export { defaultLimits, type GuardLimits } from './guard.ts'
export { openPlugboard, type PlugboardOptions } from './plugboard.ts'
export { pruneUsageKeys } from './usage.ts'
