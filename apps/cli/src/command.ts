/** One command of the command line. `run` resolves with the exit code. */
export interface Command {
  readonly summary: string
  readonly help: string
  run(args: readonly string[]): Promise<number>
}
