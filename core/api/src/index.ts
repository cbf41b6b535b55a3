export { createHubServer, type HubServerOptions } from './hub-server.ts'
export { createHttpMetrics, type HttpMetrics } from './metrics/http-metrics.ts'
export type { HubServerConfig } from './server-config.ts'
export { createUplinkServer, type UplinkServerOptions } from './uplink/server.ts'
