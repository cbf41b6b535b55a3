import { createHmac, generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import type { Clock } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { readHubSecret, replaceHubSecret, writeHubSecretOnce } from '../hub-secret.ts'
import { sealerOf, unseal } from '../seal.ts'

/** A private key as JWK. */
export interface SigningKey extends JsonWebKey {
  readonly alg: string
  readonly use: 'sig'
  readonly kid: string
}

/** One generation of what signs: a pair for each algorithm, and the key of the cookies. */
interface Generation {
  readonly madeAt: number
  readonly signing: readonly SigningKey[]
  readonly cookie: string
}

interface Stored {
  /** Seals and names what the provider stores; as short-lived as that is, it is not rotated. */
  readonly seal: string
  readonly mac: string
  /** Newest first. */
  readonly generations: readonly Generation[]
}

export interface OidcKeys {
  readonly seal: Buffer
  mac(text: string): Buffer
  /** What signs first, then what is still, or already, to be verified with. `version` changes with the order. */
  current(): Promise<{ readonly version: string; readonly signing: readonly SigningKey[]; readonly cookies: readonly string[] }>
  /** A new generation: published at once, signs after `publishMs`; the former one is published until the next rotation. */
  rotate(): Promise<void>
}

const name = 'oidc-keys'
const context = `hub-secret ${name}`
/** How long other hubs reuse what they read. */
const refreshMs = 60_000
/** How long a new key is shown before it signs, so that every hub and every app that keeps the key set has it by then. */
const publishMs = 15 * 60_000

const pairs = promisify(generateKeyPair)

async function newGeneration(now: number): Promise<Generation> {
  const rsa = await pairs('rsa', { modulusLength: 3072 })
  const ec = await pairs('ec', { namedCurve: 'P-384' })
  const jwk = (key: typeof rsa.privateKey, alg: string): SigningKey => ({ ...key.export({ format: 'jwk' }), alg, use: 'sig', kid: randomBytes(12).toString('base64url') })
  return { madeAt: now, signing: [jwk(rsa.privateKey, 'RS256'), jwk(ec.privateKey, 'ES384')], cookie: randomBytes(32).toString('base64url') }
}

/** The OpenID provider's keys: made once, shared by all hubs of a database, sealed by the master key. */
export async function openOidcKeys(options: { readonly store: Store; readonly masterKey: Buffer; readonly clock: Clock }): Promise<OidcKeys> {
  const { store, masterKey, clock } = options
  const seal = sealerOf(masterKey, 0)
  const open = (sealed: Buffer): Stored => JSON.parse(unseal(masterKey, sealed, context).toString()) as Stored
  const sealed = (keys: Stored): Buffer => seal(Buffer.from(JSON.stringify(keys)), context)

  async function first(): Promise<Stored> {
    const now = clock.now()
    const found = await readHubSecret(store, name, now)
    if (found !== undefined) return open(found)
    const made: Stored = {
      seal: randomBytes(32).toString('base64'), mac: randomBytes(32).toString('base64'),
      // Signs from the start: there is no older one.
      generations: [await newGeneration(now - publishMs)],
    }
    return open(await writeHubSecretOnce(store, name, sealed(made), now))
  }

  let held = await first()
  let readAt = clock.now()
  const macKey = Buffer.from(held.mac, 'base64')

  async function fresh(now: number): Promise<Stored> {
    if (now - readAt > refreshMs) {
      const found = await readHubSecret(store, name, now)
      if (found !== undefined) held = open(found)
      readAt = now
    }
    return held
  }

  return {
    seal: Buffer.from(held.seal, 'base64'),
    mac: (text) => createHmac('sha256', macKey).update(text).digest(),
    current: async () => {
      const now = clock.now()
      const { generations } = await fresh(now)
      const ready = generations.filter(({ madeAt }) => now - madeAt >= publishMs)
      const ordered = [...ready, ...generations.filter((one) => !ready.includes(one))]
      return {
        version: ordered.map(({ madeAt }) => madeAt).join(),
        signing: ordered.flatMap(({ signing }) => signing),
        cookies: ordered.map(({ cookie }) => cookie),
      }
    },
    rotate: async () => {
      const now = clock.now()
      const found = await readHubSecret(store, name, now)
      const before = found === undefined ? held : open(found)
      held = { ...before, generations: [await newGeneration(now), ...before.generations].slice(0, 2) }
      await replaceHubSecret(store, name, sealed(held), now)
      readAt = now
    },
  }
}
