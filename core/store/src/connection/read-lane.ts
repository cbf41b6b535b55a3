import { toFault, type Tenant } from '@steckwerk/kernel'
import { readStep, type Key } from '../write/statements.ts'
import type { Link } from './link.ts'
import type { Step, StepResult } from './steps.ts'
import { tenantStep } from './tenant-step.ts'

/** What may travel in one group. */
interface Kind<Asked, Answer> {
  /** Small enough that nobody waits long for the others of a group. */
  readonly most: number
  steps(asked: readonly Asked[]): readonly Step[]
  /** In the order asked. */
  answers(asked: readonly Asked[], results: readonly StepResult[]): readonly Answer[]
}

export const statements: Kind<Step, StepResult> = { most: 12, steps: (asked) => asked, answers: (_, results) => results }

const rowKey = ({ rt, id }: Key): string => `${rt}/${id}`

/** Rows of st.res by key, as one statement. */
export const rowsByKey: Kind<Key, unknown> = {
  most: 100,
  steps: (asked) => [readStep([...new Map(asked.map((key) => [rowKey(key), key])).values()])],
  answers: (asked, [found]) => {
    const rows = new Map((found!.rows as Key[]).map((row) => [rowKey(row), row]))
    return asked.map((key) => rows.get(rowKey(key)))
  },
}

interface Waiting<Asked, Answer> {
  readonly asked: Asked
  readonly resolve: (answer: Answer) => void
  readonly reject: (thrown: unknown) => void
}

/** What one tenant asks for of one kind, until a group takes it along. */
export class ReadLane<Asked, Answer> {
  readonly #tenant: Tenant
  readonly #kind: Kind<Asked, Answer>
  readonly #waiting: Waiting<Asked, Answer>[] = []

  constructor(tenant: Tenant, kind: Kind<Asked, Answer>) {
    this.#tenant = tenant
    this.#kind = kind
  }

  get empty(): boolean {
    return this.#waiting.length === 0
  }

  add(asked: Asked): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ asked, resolve, reject })
    })
  }

  /** Takes the next group out; done when all of it has its answer. */
  send(link: Link): Promise<void> {
    return this.#send(link, this.#waiting.splice(0, this.#kind.most))
  }

  rejectAll(thrown: unknown): void {
    for (const one of this.#waiting.splice(0)) one.reject(thrown)
  }

  async #send(link: Link, group: readonly Waiting<Asked, Answer>[]): Promise<void> {
    const asked = group.map((one) => one.asked)
    try {
      const results = await link.ask([tenantStep(this.#tenant), ...this.#kind.steps(asked)])
      const answers = this.#kind.answers(asked, results.slice(1))
      group.forEach((one, i) => one.resolve(answers[i]!))
    } catch (thrown) {
      // One fails the whole group: each by itself again, unless the connection is lost.
      if (group.length > 1 && toFault(thrown).code !== 'store/unavailable') await Promise.all(group.map((one) => this.#send(link, [one])))
      else for (const one of group) one.reject(thrown)
    }
  }
}
