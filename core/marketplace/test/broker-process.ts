import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Scripted } from './spec-broker.ts'

/** What the broker can be told from outside its process. */
export type Order =
  | { readonly do: 'script'; readonly kind: string; readonly answers: readonly Scripted[] }
  | { readonly do: 'always'; readonly kind: string; readonly answer: Scripted | null }
  | { readonly do: 'evidence'; readonly evidence: readonly Record<string, unknown>[] }
  | { readonly do: 'expire'; readonly metadata: Record<string, string> }
  | { readonly do: 'look' }

/** What exists at the broker, and what it was asked. */
export interface Look {
  readonly instances: readonly string[]
  readonly bindings: readonly string[]
  /** `PUT /v2/service_instances/…`, in their order. */
  readonly asked: readonly string[]
}

/** The broker that is written from the specification alone, as a process of its own. Its user is `hub`, its password `s3cret`. */
export interface BrokerProcess extends AsyncDisposable {
  readonly url: string
  tell(order: Order): Promise<Look>
}

export async function brokerProcess(): Promise<BrokerProcess> {
  const child = fork(join(import.meta.dirname, 'broker-main.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ended = once(child, 'exit')
  const [{ url }] = await Promise.race([once(child, 'message') as Promise<[{ url: string }]>, ended.then(() => Promise.reject(new Error('The broker did not start.')))])
  let turn: Promise<unknown> = Promise.resolve()
  return {
    url,
    tell: (order) => {
      const mine = turn.then(async () => {
        const answer = once(child, 'message') as Promise<[Look]>
        child.send(order)
        return (await answer)[0]
      })
      turn = mine
      return mine
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
