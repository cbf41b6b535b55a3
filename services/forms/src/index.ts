export { formsPlug } from './forms-plug.ts'
export { formsManifest } from './manifest.ts'
