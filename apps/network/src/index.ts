export { runNetwork } from './run-network.ts'
