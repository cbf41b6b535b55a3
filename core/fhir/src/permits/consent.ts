import { resourceTypes } from '../model/resource-types.ts'
import type { Resource } from '../resource.ts'
import { refusalTo, releasePurposes, releaseTo, type Permit, type ReleasePurpose } from './permit-keys.ts'
import { provisionOf, type Provision, type Reach } from './provision.ts'
import { listOf, referredId, type Span } from './reading.ts'

/** In refusals: whoever it is. No slug is a star. */
export const everybody = '*'
/** Of every type. */
const anyType = '*'

/** A Consent with more to weigh than that refuses everything to whomever it names: it cannot be a form that somebody has read. */
const limits = { provisions: 100, depth: 6, points: 20_000, recipients: 500 }

/** What an active Consent releases to whom and for what, and what it refuses. Nested provisions are exceptions to the one they stand in, and
 *  narrow it further; where several say something of the same, a denial outweighs. A root without type decides nothing by itself.
 *  Without purpose a permit is for treatment, without class of every type; without a readable recipient it releases to nobody.
 *  Source: FHIR R4 consent.html; MII ModulConsent (root deny, nested permits). */
export function consentPermits(consent: Resource): readonly Permit[] {
  const patient = referredId(consent['patient'], 'Patient')
  if (consent['status'] !== 'active' || patient === undefined || typeof consent['provision'] !== 'object') return []
  if (depthOf(consent['provision'], limits.depth + 1) > limits.depth) return refusals(patient, [everybody])
  const root = provisionOf(consent['provision'])
  const all = flat(root)
  const named = [...new Set(all.flatMap(one => [...(one.certain.recipients ?? [])]))]
  // A denial without recipient refuses everybody, unless it is but the ground that permits stand on.
  const recipients = all.some(one => one.decides === 'permit') ? named : [...named, everybody]
  const types = [anyType, ...new Set(all.flatMap(one => [...(one.certain.types ?? [])]))]
  const spans = spansOf(all)
  if (all.length > limits.provisions || recipients.length * types.length * spans.length * all.length > limits.points) {
    return refusals(patient, recipients.length > limits.recipients ? [everybody] : recipients)
  }
  const hidesPatient = all.some(one => one.decides === 'deny' && one.certain.types?.has('Patient'))
  const permits = new Permits(patient)
  for (const span of spans) {
    for (const recipient of recipients) {
      for (const purpose of releasePurposes) {
        const decided = new Map(types.map(type => [type, decide(root, { recipient, purpose, type, at: span.low }, nothingYet)]))
        for (const [kind, type] of keysOf(decided, hidesPatient)) permits.add(kind === 'permit' ? releaseTo(recipient, purpose, type) : refusalTo(recipient, purpose, type), span)
      }
    }
  }
  return permits.all()
}

const refusals = (patient: string, recipients: readonly string[]): readonly Permit[] =>
  recipients.flatMap(recipient => releasePurposes.map(purpose => ({ key: refusalTo(recipient, purpose, anyType), patient, low: -Infinity, high: Infinity })))

/** How deep provisions stand in one another, counted to `most`. */
function depthOf(provision: unknown, most: number): number {
  let level: readonly unknown[] = [provision]
  let depth = 0
  for (; level.length > 0 && depth < most; depth++) {
    level = level.flatMap(one => {
      const inner = (one as { provision?: unknown } | null)?.provision
      return listOf(inner)
    })
  }
  return depth
}

const flat = (one: Provision): readonly Provision[] => [one, ...one.exceptions.flatMap(flat)]

/** The stretches of time within which nothing changes. */
function spansOf(all: readonly Provision[]): readonly Span[] {
  const starts = [...new Set([-Infinity, ...all.flatMap(({ certain, possible }) => [certain.span.low, certain.span.high + 1, possible.span.low, possible.span.high + 1])])].filter(start => start < Infinity).sort((a, b) => a - b)
  return starts.map((low, i) => ({ low, high: (starts[i + 1] ?? Infinity) - 1 }))
}

interface Point {
  readonly recipient: string
  readonly purpose: ReleasePurpose
  readonly type: string
  readonly at: number
}

type Decided = 'permit' | 'deny' | undefined

/** What a provision stands in. */
interface Around {
  /** All of it has been understood and speaks of the point. */
  readonly certain: boolean
  /** Recipients have been named, and purposes. */
  readonly named: boolean
  readonly reasoned: boolean
}

const nothingYet: Around = { certain: true, named: false, reasoned: false }

function decide({ decides, certain, possible, exceptions }: Provision, point: Point, around: Around): Decided {
  if (!meets(possible, point)) return undefined
  const here: Around = {
    certain: around.certain && meets(certain, point),
    named: around.named || certain.recipients !== undefined,
    reasoned: around.reasoned || certain.purposes !== undefined,
  }
  const inside = exceptions.map(exception => decide(exception, point, here))
  if (inside.includes('deny')) return 'deny'
  if (inside.includes('permit')) return 'permit'
  return decides === 'permit' && !(here.certain && here.named && (here.reasoned || point.purpose === 'TREAT')) ? undefined : decides
}

function meets({ span, recipients, purposes, types }: Reach, { at, recipient, purpose, type }: Point): boolean {
  return span.low <= at && at <= span.high && covers(recipients, recipient) && purposes?.has(purpose) !== false && types?.has(type) !== false
}

/** What is said of a carrier is said of its sites. */
function covers(recipients: Reach['recipients'], recipient: string): boolean {
  return recipients === undefined || recipients.has(recipient) || recipients.has(recipient.split('/')[0]!)
}

/** Where all other types are denied and some are not, a denial of all would outweigh these: so each other type is denied by its name.
 *  Who gets anything gets to know whose it is, unless just that is denied (`hidesPatient`). */
function keysOf(decided: ReadonlyMap<string, Decided>, hidesPatient: boolean): readonly (readonly ['permit' | 'deny', string])[] {
  const keys = [...decided].flatMap(([type, decision]) => (decision === undefined ? [] : [[decision, type] as const]))
  if (!keys.some(([decision]) => decision === 'permit')) return keys
  const named = keys.filter(([decision, type]) => decision === 'permit' || type !== anyType)
  const others = decided.get(anyType) === 'deny' ? resourceTypes.filter(type => !decided.has(type)).map(type => ['deny', type] as const) : []
  const given = [...named, ...others]
  if (hidesPatient || decided.get(anyType) === 'permit') return given
  return [...given.filter(([, type]) => type !== 'Patient'), ['permit', 'Patient']]
}

/** Joins what follows without a gap. */
class Permits {
  readonly #patient: string
  readonly #spans = new Map<string, { low: number; high: number }[]>()

  constructor(patient: string) {
    this.#patient = patient
  }

  add(key: string, { low, high }: Span): void {
    const spans = this.#spans.get(key)
    const last = spans?.at(-1)
    if (spans === undefined) this.#spans.set(key, [{ low, high }])
    else if (last!.high + 1 === low) last!.high = high
    else spans.push({ low, high })
  }

  all(): readonly Permit[] {
    return [...this.#spans].flatMap(([key, spans]) => spans.map(span => ({ key, patient: this.#patient, ...span })))
  }
}
