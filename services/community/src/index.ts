export { communityManifest } from './manifest.ts'
export { communityPlug } from './community-plug.ts'
