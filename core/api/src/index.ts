export { createHubServer, type HubServerOptions } from './hub-server.ts'
export type { HubServerConfig } from './server-config.ts'
export { createUplinkServer, type UplinkServerOptions } from './uplink/server.ts'
