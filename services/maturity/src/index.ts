export { maturityManifest } from './manifest.ts'
export { maturityPlug } from './maturity-plug.ts'
