import type { PlugCarrier, PlugDocuments } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import type { Actor } from './actor.ts'
import { movedKind, movedTo, type Moved } from './duplicates.ts'

/** What an actor is called today, by its id or by one it had before a merge; undefined = it is not in the directory any more. */
export type ActorNames = (actor: string) => string | undefined

/** Of the whole directory, for many. */
export async function actorNames(documents: PlugDocuments, actors: readonly Pick<Actor, 'id' | 'name'>[]): Promise<ActorNames> {
  const names = new Map(actors.map(({ id, name }) => [id, name]))
  const moved = new Map((await allDocuments<Moved>(documents, movedKind)).map(({ id, body }) => [id, body.to]))
  return (actor) => names.get(actor) ?? names.get(moved.get(actor) ?? '')
}

/** Of a few, without reading everybody. */
export async function namesOf({ fhir, documents }: PlugCarrier, actors: readonly string[]): Promise<ActorNames> {
  const nameOf = async (actor: string): Promise<string | undefined> => (await fhir.read('Organization', actor))?.['name'] as string | undefined
  const names = new Map(await Promise.all(actors.map(async (actor) => {
    const name = await nameOf(actor)
    const to = name === undefined ? await movedTo(documents, actor) : undefined
    return [actor, to === undefined ? name : await nameOf(to)] as const
  })))
  return (actor) => names.get(actor)
}
