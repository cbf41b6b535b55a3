import { createHmac, generateKeyPair, randomBytes, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type { Clock } from '@steckwerk/kernel'
import type { HubSecrets } from '../hub-secrets.ts'

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
/** How long other hubs reuse what they read. */
const refreshMs = 60_000
/** How long a new key is shown before it signs, so that every hub and every app that keeps the key set has it by then. */
const publishMs = 15 * 60_000

const pairs = promisify(generateKeyPair)
const generateRsa = (modulusLength: number): Promise<{ readonly privateKey: KeyObject }> => pairs('rsa', { modulusLength })
let rsaPair = (): ReturnType<typeof generateRsa> => generateRsa(3072)

/** For tests, which open hundreds of providers: a small RSA pair, found once; everything else of a key stays its own. */
export function makeSigningKeysCheap(): void {
  const once = generateRsa(2048)
  rsaPair = () => once
}

async function newGeneration(now: number): Promise<Generation> {
  const rsa = await rsaPair()
  const ec = await pairs('ec', { namedCurve: 'P-384' })
  const jwk = (key: typeof rsa.privateKey, alg: string): SigningKey => ({ ...key.export({ format: 'jwk' }), alg, use: 'sig', kid: randomBytes(12).toString('base64url') })
  return { madeAt: now, signing: [jwk(rsa.privateKey, 'RS256'), jwk(ec.privateKey, 'ES384')], cookie: randomBytes(32).toString('base64url') }
}

/** The OpenID provider's keys: made once, shared by all hubs of a database, sealed by the master key. */
export async function openOidcKeys(options: { readonly secrets: HubSecrets; readonly clock: Clock }): Promise<OidcKeys> {
  const { secrets, clock } = options
  const parse = (plain: Buffer): Stored => JSON.parse(plain.toString()) as Stored
  const bytesOf = (keys: Stored): Buffer => Buffer.from(JSON.stringify(keys))

  async function first(): Promise<Stored> {
    const now = clock.now()
    return parse(await secrets.ensure(name, async () => bytesOf({
      seal: randomBytes(32).toString('base64'), mac: randomBytes(32).toString('base64'),
      // Signs from the start: there is no older one.
      generations: [await newGeneration(now - publishMs)],
    }), now))
  }

  let held = await first()
  let readAt = clock.now()
  const macKey = Buffer.from(held.mac, 'base64')

  async function fresh(now: number): Promise<Stored> {
    if (now - readAt > refreshMs) {
      const found = await secrets.read(name, now)
      if (found !== undefined) held = parse(found)
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
      const found = await secrets.read(name, now)
      const before = found === undefined ? held : parse(found)
      held = { ...before, generations: [await newGeneration(now), ...before.generations].slice(0, 2) }
      await secrets.replace(name, bytesOf(held), now)
      readAt = now
    },
  }
}
