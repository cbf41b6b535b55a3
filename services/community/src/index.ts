export { communityManifest } from './manifest.ts'
export { communityPlug } from './community-plug.ts'
export { actorInput, type Actor } from './directory/actor.ts'
export { savingBundle } from './directory/mcsd.ts'
