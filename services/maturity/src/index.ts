export { maturityManifest } from './manifest.ts'
export { maturityPlug } from './maturity-plug.ts'
export { builtInModels } from './model/models.ts'
