/** Deletes sealed originals and minute counters past their time, a bounded number a run, as the owner over all
 *  carriers. `run` executes one statement and gives the number of rows. Returns how many originals went. */
export async function pruneRaw(
  run: (text: string, values: readonly unknown[]) => Promise<number>,
  now: number,
  retentionDays: number,
): Promise<number> {
  const day = 86_400_000
  await run('delete from base.rate where minute < $1', [new Date(now - 8 * day)])
  let total = 0
  for (;;) {
    const gone = await run(
      `delete from base.raw where (tenant, connector, epoch, channel, sequence) in (
         select tenant, connector, epoch, channel, sequence from base.raw where committed_at < $1 limit 2000)`,
      [new Date(now - retentionDays * day)],
    )
    total += gone
    if (gone < 2000) return total
  }
}
