import { Fault } from '@steckwerk/kernel'
import type { GuardCall, OperationAnswer } from '@steckwerk/plug'
import { checkedAnswer } from './checked-answer.ts'
import type { Grants, GuardSocket, ProviderChoice } from './contract.ts'

/** So long may who writes wait for consent, in milliseconds. */
export const guardMs = 3_000

/** Agreed, or refused as FHIR refuses. Faults: plugboard/answer-nonsense, plugboard/answer-size. */
function judged(answer: OperationAnswer): OperationAnswer {
  const checked = checkedAnswer(answer)
  if (checked.status >= 400 || checked.status === 200 || checked.status === 204) return checked
  throw new Fault('unavailable', 'plugboard/answer-nonsense', 'The service answered something that is none of what it may answer.')
}

/** `ask` carries a call to the service, in bounded time and behind a guard of its own: who books much must not keep others from writing. */
export function createGuards({ grants, choice, ask }: {
  readonly grants: Grants
  readonly choice: ProviderChoice
  readonly ask: (plug: string, call: GuardCall, check: (answer: OperationAnswer) => OperationAnswer) => Promise<OperationAnswer>
}): GuardSocket {
  return {
    of: async (carrier, client) => {
      const [chosen, granted] = [new Set((await choice.of(carrier)).values()), await grants.ofCarrier(carrier)]
      return new Map(granted.filter(({ plug, client: own }) => chosen.has(plug) && (own === undefined || own !== client)).flatMap(({ plug, guards }) => guards.map((type) => [type, plug])))
    },
    ask: async (plug, call) => {
      try {
        return await ask(plug, call, judged)
      } catch (thrown) {
        // What was not agreed to is not written, whatever kept the service from saying so.
        if (thrown instanceof Fault && thrown.kind !== 'unavailable' && thrown.kind !== 'internal') throw thrown
        throw new Fault('unavailable', 'plugboard/guard-silent', 'The service that has to agree to this change does not answer at the moment. Nothing was changed; please try again.', { cause: thrown })
      }
    },
  }
}
