import type { Command } from './command.ts'
import { activation } from './commands/activation.ts'
import { account, identityProvider } from './commands/account.ts'
import { audit } from './commands/audit.ts'
import { carrier } from './commands/carrier.ts'
import { client } from './commands/client.ts'
import { config } from './commands/config.ts'
import { connector } from './commands/connector.ts'
import { consent } from './commands/consent.ts'
import { demo } from './commands/demo.ts'
import { duplicates } from './commands/duplicates.ts'
import { emergency } from './commands/emergency.ts'
import { explain } from './commands/explain.ts'
import { hub } from './commands/hub.ts'
import { people } from './commands/people.ts'
import { replay } from './commands/replay.ts'

/** Every command by its name. */
export const commands: Readonly<Record<string, Command>> = Object.freeze({ demo, hub, connector, carrier, replay, explain, people, duplicates, emergency, audit, client, activation, consent, account, 'identity-provider': identityProvider, config })
