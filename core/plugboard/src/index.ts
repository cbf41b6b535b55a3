export type {
  FoundOperation, GrantChoice, Grants, HubRequest, HubResponse, HubSend, KnownPlug, Lifecycle, NewsPort, OperationAddress, OperationRequest, OperationSocket,
  Plugboard, PlugActor, PlugGrant, PlugHealthNote, ProviderChoice, UsageLine, UsageReader,
} from './contract.ts'
