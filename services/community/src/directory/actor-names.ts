import type { PlugDocuments } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import type { Actor } from './actor.ts'
import { movedKind, type Moved } from './duplicates.ts'

/** What an actor is called today, by its id or by one it had before a merge; undefined = it is not in the directory any more. */
export type ActorNames = (actor: string) => string | undefined

export async function actorNames(documents: PlugDocuments, actors: readonly Pick<Actor, 'id' | 'name'>[]): Promise<ActorNames> {
  const names = new Map(actors.map(({ id, name }) => [id, name]))
  const moved = new Map((await allDocuments<Moved>(documents, movedKind)).map(({ id, body }) => [id, body.to]))
  return (actor) => names.get(actor) ?? names.get(moved.get(actor) ?? '')
}
