import { Fault, type Clock } from '@steckwerk/kernel'
import type { PlugCarrier, PlugDocument } from '@steckwerk/plug'
import type { Assessment } from '../assessment/assessment.ts'
import { resultOf } from '../assessment/result.ts'
import type { MaturityModel } from '../model/model.ts'
import { nextEdition, type Contribution, type Edition } from '../peers/edition.ts'
import { allOffices, mostListed } from './office.ts'

/** Older assessments tell no longer how it is. */
const countsForMs = 2 * 366 * 86_400_000

function parentOf({ id, version }: MaturityModel): string {
  return `${id}.${version}`
}

async function editionsOf({ documents }: PlugCarrier, model: MaturityModel): Promise<readonly PlugDocument<Edition>[]> {
  return await documents.list<Edition>('edition', { parent: parentOf(model), count: mostListed })
}

/** The figures about peers as they were published last. */
export async function newestEdition(carrier: PlugCarrier, model: MaturityModel): Promise<Edition | undefined> {
  return (await editionsOf(carrier, model)).at(-1)?.body
}

/** Publishes new figures, where enough has changed. For after an assessment was completed, and after a leave was given. */
export async function publish(carrier: PlugCarrier, model: MaturityModel, clock: Clock): Promise<void> {
  const [editions, offices] = await Promise.all([editionsOf(carrier, model), allOffices(carrier)])
  const contributions = await Promise.all(offices.filter(({ body }) => body.peers).map(async ({ id }) => await contributionOf(carrier, model, id, clock.now())))
  const next = nextEdition(model, contributions.filter((one) => one !== undefined), editions.map(({ body }) => body), new Date(clock.now()).toISOString())
  if (next === undefined || editions.length >= mostListed) return
  try {
    await carrier.documents.write([{ kind: 'edition', id: `${parentOf(model)}.${String(editions.length + 1).padStart(4, '0')}`, parent: parentOf(model), body: next, version: 0 }])
  } catch (thrown) {
    // Another hub published at the same moment: the next change publishes what it did not know of.
    if (!(thrown instanceof Fault) || thrown.code !== 'plug/document-changed') throw thrown
  }
}

async function contributionOf({ documents }: PlugCarrier, model: MaturityModel, office: string, now: number): Promise<Contribution | undefined> {
  const assessments = await documents.list<Assessment>('assessment', { parent: office, count: mostListed })
  const newest = assessments.findLast(({ body }) => body.completed !== undefined && body.kind === 'yearly' && body.model === model.id && body.modelVersion === model.version)
  if (newest === undefined || now - Date.parse(newest.body.day) > countsForMs) return undefined
  return { office, assessment: newest.id, result: resultOf(model, newest.body) }
}
