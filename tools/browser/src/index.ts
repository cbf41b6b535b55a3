export { axe, type AxeOptions } from './axe.ts'
export { launchBrowser, type LaunchOptions } from './launch.ts'
export { browserMissing, chromiumHome } from './chromium.ts'
export { noSidewaysScroll } from './sideways.ts'
