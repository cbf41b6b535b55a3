/** Lets few in at a time: password hashing takes 32 MiB and a thread each. */
export interface Gate {
  /** Runs the work when it is its turn; undefined, without running it, where too many wait already. */
  run<T>(work: () => Promise<T>): Promise<T | undefined>
}

export function createGate(atOnce: number, mayWait: number): Gate {
  let running = 0
  const waiting: (() => void)[] = []
  return {
    run: async (work) => {
      if (running >= atOnce) {
        if (waiting.length >= mayWait) return undefined
        await new Promise<void>((resolve) => waiting.push(resolve))
      } else {
        running += 1
      }
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        if (next === undefined) running -= 1
        else next()
      }
    },
  }
}
