/** One write for all that comes for the same while another is under way, in the order of coming: resolves once what is given is written, rejects where the write that had it failed. */
export type WriteTogether = <Item>(what: string, item: Item, write: (items: readonly Item[]) => Promise<void>) => Promise<void>

/** In one write; what is beyond goes into the one after. */
const mostItems = 200

interface Waiting {
  readonly item: unknown
  readonly done: PromiseWithResolvers<void>
}

export function writeTogether(): WriteTogether {
  const queues = new Map<string, Waiting[]>()

  async function work<Item>(what: string, queue: Waiting[], write: (items: readonly Item[]) => Promise<void>): Promise<void> {
    while (queue.length > 0) {
      const some = queue.splice(0, mostItems)
      try {
        // The same name is the same write, and so the same type.
        await write(some.map(({ item }) => item as Item))
        for (const { done } of some) done.resolve()
      } catch (thrown) {
        for (const { done } of some) done.reject(thrown)
      }
    }
    queues.delete(what)
  }

  return async (what, item, write) => {
    const one: Waiting = { item, done: Promise.withResolvers() }
    const queue = queues.get(what)
    if (queue === undefined) {
      const begun = [one]
      queues.set(what, begun)
      void work(what, begun, write)
    } else queue.push(one)
    return one.done.promise
  }
}
