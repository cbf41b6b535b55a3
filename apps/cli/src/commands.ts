import type { Command } from './command.ts'

/** Every command by its name. Each brings its own modules along: a connector that starts loads nothing of the hub. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = Object.freeze({
  demo: async () => (await import('./commands/demo.ts')).demo,
  hub: async () => (await import('./commands/hub.ts')).hub,
  network: async () => (await import('./commands/network.ts')).network,
  connector: async () => (await import('./commands/connector.ts')).connector,
  carrier: async () => (await import('./commands/carrier.ts')).carrier,
  care: async () => (await import('./commands/care.ts')).care,
  replay: async () => (await import('./commands/replay.ts')).replay,
  explain: async () => (await import('./commands/explain.ts')).explain,
  people: async () => (await import('./commands/people.ts')).people,
  duplicates: async () => (await import('./commands/duplicates.ts')).duplicates,
  emergency: async () => (await import('./commands/emergency.ts')).emergency,
  audit: async () => (await import('./commands/audit.ts')).audit,
  keys: async () => (await import('./commands/keys.ts')).keys,
  mail: async () => (await import('./commands/mail.ts')).mail,
  certificate: async () => (await import('./commands/certificate.ts')).certificate,
  client: async () => (await import('./commands/client.ts')).client,
  market: async () => (await import('./commands/market.ts')).market,
  plug: async () => (await import('./commands/plug.ts')).plug,
  activation: async () => (await import('./commands/activation.ts')).activation,
  consent: async () => (await import('./commands/consent.ts')).consent,
  account: async () => (await import('./commands/account.ts')).account,
  'identity-provider': async () => (await import('./commands/account.ts')).identityProvider,
  config: async () => (await import('./commands/config.ts')).config,
})
