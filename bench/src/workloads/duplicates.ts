import { defaultModel } from '@steckwerk/match'
import { evaluate, truthSet, type Quality } from '@steckwerk/match/testing'
import { lookUp } from '../duplicates/lookup.ts'
import { estimatedModelText } from '../duplicates/model-text.ts'
import type { Bench, Measured, Result, Workload } from '../workload.ts'

/** What the issue promises at the automatic threshold: at least 0.999 of the certain pairs right, at least 0.95 of the duplicates certain. */
const targets = { wrongPerMille: 1, missedPercent: 5 }
/** Regions of this many people are what the model was estimated on. */
const estimationPeople = 50_000
const lookUps = 5_000

/** How good the duplicate detection is, by regions in which it is known who is who, and how fast; in memory, without the database. */
export const duplicates: Workload = {
  name: 'duplicates',
  summary: 'duplicate detection on generated people: precision, recall, what is left to review, speed',
  options: {
    people: { fallback: '100000', text: 'people of each region; one in ten is registered twice or more' },
    seeds: { fallback: '101,102,103', text: 'regions; 1 to 3 are those the model and its thresholds come from' },
    estimate: { fallback: '', text: 'estimate the model anew and print it, instead of judging it', flag: true },
  },
  run: async (bench) => {
    const people = Number(bench.options['people'])
    const seeds = bench.options['seeds']!.split(',').map(Number)
    if (!(people >= 100) || seeds.some((seed) => !Number.isSafeInteger(seed))) throw new Error('--people must be 100 or more, --seeds whole numbers')
    if (bench.options['estimate'] === 'true') return Promise.resolve(estimated(bench))
    return Promise.resolve(judged(bench, people, seeds))
  },
}

function estimated(bench: Bench): Result {
  const begun = performance.now()
  console.error(estimatedModelText(estimationPeople))
  const seconds = (performance.now() - begun) / 1000
  bench.say('to be written to core/match/src/default-model.ts')
  return { main: plain('estimation', seconds, 's'), parts: [], resources: 0, details: { people: estimationPeople } }
}

function judged(bench: Bench, people: number, seeds: readonly number[]): Result {
  const parts: Measured[] = []
  const details: Record<string, string | number> = { thresholds: `${defaultModel.thresholds.certain} and ${defaultModel.thresholds.review} bits` }
  let [records, milliseconds] = [0, 0]
  for (const seed of seeds) {
    bench.signal.throwIfAborted()
    const set = truthSet({ people, seed })
    const begun = performance.now()
    const quality = evaluate(set, defaultModel)
    milliseconds += performance.now() - begun
    records += quality.records
    parts.push(
      { ...plain(`wrong among certain pairs, seed ${seed}`, (1 - quality.precision) * 1000, '‰'), target: targets.wrongPerMille },
      { ...plain(`duplicates that are not certain, seed ${seed}`, (1 - quality.recall) * 100, '%'), target: targets.missedPercent },
      plain(`pairs to review, seed ${seed}`, (quality.review / quality.records) * 100, 'per 100 records'),
    )
    details[`seed ${seed}`] = told(quality)
    bench.say(`seed ${seed}: ${told(quality)}`)
  }
  const waits = lookUp(truthSet({ people, seed: seeds[0]! }), lookUps)
  parts.push({ ...plain('candidates of one new Patient', waits.percentile(0.5), 'ms'), p50_ms: waits.percentile(0.5), p99_ms: waits.percentile(0.99) })
  return { main: plain('duplicates', (records / milliseconds) * 1000, 'records/s'), parts, resources: 0, details }
}

function told({ records, duplicates: pairs, candidates, certain, right, precision, recall, review, reviewRight, reach }: Quality): string {
  return `${records} records, ${pairs} duplicate pairs, ${candidates} compared; certain ${certain}, ${certain - right} wrong: precision ${precision.toFixed(5)}, `
    + `recall ${recall.toFixed(4)}; to review ${review}, ${reviewRight} of them duplicates; certain or to review ${reach.toFixed(4)}`
}

function plain(name: string, figure: number, unit: string): Measured {
  return { name, figure, unit, ceiling: null, p50_ms: null, p99_ms: null }
}
