import { Fault, timeOrderedId } from '@steckwerk/kernel'
import type { PlugDocument, RouteAnswer } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { input } from '../body.ts'
import { isEditor } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import type { Work } from '../work.ts'
import { blocksOf } from './markup.ts'
import { kinds } from './records.ts'
import { postChange, postInput, type PostInput } from './shapes.ts'

/** As it is kept. What is planned has the parent `planned`. */
export interface Post extends PostInput {
  /** Everybody may read it. */
  readonly out: boolean
}

const plannedParent = 'planned'

/** The last second of a call's last day. */
export const endOfCall = (deadline: string): number => Temporal.PlainDate.from(deadline).toZonedDateTime({ timeZone: 'Europe/Berlin', plainTime: '23:59:59' }).epochMilliseconds

const stateOf = (post: Post): 'draft' | 'planned' | 'out' => (post.out ? 'out' : post.published ? 'planned' : 'draft')
function keptAs(post: PostInput, now: number): { readonly body: Post; readonly parent?: string } {
  const out = post.published && Date.parse(post.at) <= now
  return { body: { ...post, out }, ...(post.published && !out ? { parent: plannedParent } : {}) }
}

/** What was planned for now comes out. */
export const publishPlanned: Work = {
  name: 'news-planned',
  everyMs: 30_000,
  run: async ({ carrier: { documents }, now }) => {
    for (const { kind, id, version, body } of await allDocuments<Post>(documents, kinds.post, plannedParent)) {
      if (Date.parse(body.at) > now) continue
      await documents.write([{ kind, id, version, body: { ...body, out: true } satisfies Post }]).catch((thrown: unknown) => {
        // An editor is at it: what they save decides.
        if (!(thrown instanceof Fault && thrown.code === 'plug/document-changed')) throw thrown
      })
    }
  },
}

const isOver = ({ call }: PostInput, now: number): boolean => call !== undefined && call.deadline !== '' && endOfCall(call.deadline) < now

/** The newest first; editors see what is not out yet, too. */
async function posts({ documents }: Asked, all: boolean): Promise<readonly PlugDocument<Post>[]> {
  return (await allDocuments<Post>(documents, kinds.post)).filter(({ body }) => all || body.out).toSorted((a, b) => (a.body.at < b.body.at ? 1 : -1))
}

/** Faults: community/post-unknown; also where it is not out and no editor asks. */
async function postOf(asked: Asked): Promise<PlugDocument<Post>> {
  const found = await asked.documents.get<Post>(kinds.post, asked.call.params['post']!)
  if (found === undefined || !(found.body.out || isEditor(asked))) throw new Fault('not-found', 'community/post-unknown', 'There is no such post.')
  return found
}

export async function listPosts(asked: Asked): Promise<RouteAnswer> {
  const { carrier, now, shelf } = asked
  const editor = isEditor(asked)
  const [found, { things }] = await Promise.all([posts(asked, editor), shelf.items(carrier)])
  const topics = new Map<string, number>()
  // What the news is about comes before what the rest of the network is.
  for (const item of things) for (const topic of item.topics) topics.set(topic, (topics.get(topic) ?? 0) + (item.kind === 'post' || item.kind === 'call' ? 10 : 1))
  return {
    status: 200,
    json: {
      editor,
      posts: found.map(({ id, body }) => ({ id, kind: body.kind, title: body.title, teaser: body.teaser, topics: body.topics, author: body.author, at: body.at, state: stateOf(body), over: isOver(body, now), ...(body.call === undefined ? {} : { call: body.call }) })),
      topics: [...topics].toSorted(([a, m], [b, n]) => n - m || a.localeCompare(b, 'de')).slice(0, 12).map(([name]) => name),
    },
  }
}

/** Faults: community/post-unknown. */
export async function showPost(asked: Asked): Promise<RouteAnswer> {
  const { carrier, now, shelf } = asked
  const { id, version, body } = await postOf(asked)
  const { things } = await shelf.items(carrier)
  const related = body.related.flatMap((one) => things.filter((item) => `${item.kind}/${item.id}` === one).map(({ kind, title, path }) => ({ kind, title, path })))
  return { status: 200, json: { id, version, post: body, blocks: blocksOf(body.text), related, state: stateOf(body), over: isOver(body, now), editor: isEditor(asked) } }
}

export async function addPost(asked: Asked): Promise<RouteAnswer> {
  const body = input(postInput, asked)
  const id = timeOrderedId(asked.now)
  await asked.documents.write([{ kind: kinds.post, id, version: 0, ...keptAs(body, asked.now) }])
  return { status: 201, json: { id } }
}

/** Faults: community/post-unknown, plug/document-changed. */
export async function changePost(asked: Asked): Promise<RouteAnswer> {
  const { version, post } = input(postChange, asked)
  const { id } = await postOf(asked)
  const [now] = await asked.documents.write([{ kind: kinds.post, id, version, ...keptAs(post, asked.now) }])
  return { status: 200, json: { version: now } }
}

/** Faults: community/post-unknown. */
export async function removePost(asked: Asked): Promise<RouteAnswer> {
  const { id } = await postOf(asked)
  await asked.documents.write([{ kind: kinds.post, id, body: undefined }])
  return { status: 204 }
}
