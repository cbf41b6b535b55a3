import { readHubSecret, replaceHubSecret, writeHubSecretOnce, type HubSecretName } from './hub-secret.ts'
import { readSecretFile, replaceSecretFile } from './secret-file.ts'
import { sealerOf, unseal } from './seal.ts'
import type { Store } from '@steckwerk/store'

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
  readonly store: Store
  readonly masterKey: Buffer
  readonly name: HubSecretName
  readonly path: string
  readonly make: () => string
  /** What a file must look like to be taken over. */
  readonly form: RegExp
}

export function sharedSecret(options: SharedSecretOptions): SharedSecret {
  const { store, masterKey, name, path } = options
  const seal = sealerOf(masterKey, 0)
  const context = `hub-secret ${name}`
  const open = (sealed: Buffer): string => unseal(masterKey, sealed, context).toString()

  async function read(now: number): Promise<string | undefined> {
    const sealed = await readHubSecret(store, name, now)
    return sealed === undefined ? undefined : open(sealed)
  }

  return {
    read,
    ensure: async (now) => {
      const file = await readSecretFile(path)
      let text = await read(now)
      if (text === undefined) {
        const proposal = file !== undefined && options.form.test(file) ? file : options.make()
        text = open(await writeHubSecretOnce(store, name, seal(Buffer.from(proposal), context), now))
      }
      if (file !== text) await replaceSecretFile(path, text)
      return text
    },
    replace: async (text, now) => {
      await replaceHubSecret(store, name, seal(Buffer.from(text), context), now)
      await replaceSecretFile(path, text)
    },
  }
}
