import type { RouteAnswer } from '@steckwerk/plug'
import type { Asked, CommunityRoute } from '../community-route.ts'
import { duplicateTasks } from '../directory/duplicates.ts'
import { actorTasks } from '../directory/editing.ts'
import { entryTasks } from '../directory/entries.ts'
import { caseTasks } from '../introduction/cases.ts'
import { undertakingTasks } from '../undertaking/needs.ts'
import { askedTasks } from '../faq/asked.ts'
import { groupTasks } from '../group/groups.ts'
import type { TaskSource } from './task.ts'

const sources: readonly TaskSource[] = [groupTasks, entryTasks, actorTasks, duplicateTasks, undertakingTasks, caseTasks, askedTasks]

/** What waits, for the editors' first page: `{ counts: { entries: 2, … } }`. */
async function showOverview({ carrier, now }: Asked): Promise<RouteAnswer> {
  const found = await Promise.all(sources.map((source) => source({ carrier, now })))
  return { status: 200, json: { counts: Object.assign({}, ...found) as Readonly<Record<string, number>> } }
}

export const editorRoutes: readonly CommunityRoute[] = [{ method: 'GET', path: '/editor/overview', access: 'editor', answer: showOverview }]
