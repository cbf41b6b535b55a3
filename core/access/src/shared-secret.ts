import type { SealedHubSecret } from './hub-secret.ts'
import type { HubSecrets } from './hub-secrets.ts'
import { readSecretFile, replaceSecretFile } from './secret-file.ts'

/** A text that all hubs of one database share: sealed by the master key in base.hub_secret, which holds, with a copy in each hub's data
 *  folder (mode 0600) for people and scripts. */
export interface SharedSecret {
  read(now: number): Promise<string | undefined>
  /** The shared text, made where there is none yet (from a well-formed file that lies there already, else by `make`); the file is
   *  brought in line with it. */
  ensure(now: number): Promise<string>
  replace(text: string, now: number): Promise<void>
}

export interface SharedSecretOptions {
  readonly secrets: HubSecrets
  readonly name: SealedHubSecret
  readonly path: string
  readonly make: () => string
  /** What a file must look like to be taken over. */
  readonly form: RegExp
}

export function sharedSecret({ secrets, name, path, make, form }: SharedSecretOptions): SharedSecret {
  return {
    read: async (now) => (await secrets.read(name, now))?.toString(),
    ensure: async (now) => {
      const file = await readSecretFile(path)
      const proposal = file !== undefined && form.test(file) ? () => file : make
      const text = (await secrets.ensure(name, () => Buffer.from(proposal()), now)).toString()
      if (file !== text) await replaceSecretFile(path, text)
      return text
    },
    replace: async (text, now) => {
      await secrets.replace(name, Buffer.from(text), now)
      await replaceSecretFile(path, text)
    },
  }
}
