/** One reading for all who ask for the same while another is under way. It begins after they have asked, so that nobody is told less than what was there by then, and a reading that
 *  failed fails those who waited for it alone. What is read is shared: nobody changes it. */
export type ReadTogether = <T>(what: string, read: () => Promise<T>) => Promise<T>

interface Readings {
  readonly now: Promise<unknown>
  /** Begins when `now` has ended. */
  next: Promise<unknown> | undefined
}

export function readTogether(): ReadTogether {
  const running = new Map<string, Readings>()

  function start<T>(what: string, read: () => Promise<T>): Promise<T> {
    const now = read()
    const readings: Readings = { now, next: undefined }
    running.set(what, readings)
    const ended = (): void => {
      if (readings.next === undefined) running.delete(what)
    }
    now.then(ended, ended)
    return now
  }

  return <T>(what: string, read: () => Promise<T>) => {
    const there = running.get(what)
    if (there === undefined) return start(what, read)
    const begin = (): Promise<T> => start(what, read)
    // The same name is the same reading, and so the same type.
    return (there.next ??= there.now.then(begin, begin)) as Promise<T>
  }
}
