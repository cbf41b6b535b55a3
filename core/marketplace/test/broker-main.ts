/** A process that is the broker of spec-broker.ts; what it shall answer comes over the channel to its parent. */
import type { Look, Order } from './broker-process.ts'
import { specBroker } from './spec-broker.ts'

const broker = await specBroker()

process.on('message', (order: Order) => {
  if (order.do === 'script') broker.script(order.kind, ...order.answers)
  if (order.do === 'always') broker.always(order.kind, order.answer ?? undefined)
  if (order.do === 'evidence') broker.tellEvidence(order.evidence)
  if (order.do === 'expire') broker.bindingMetadata = order.metadata
  process.send!({ instances: [...broker.instances.keys()], bindings: [...broker.bindings.keys()], asked: broker.seen.map(({ method, path }) => `${method} ${path}`) } satisfies Look)
})
process.on('disconnect', () => process.exit(0))
process.send!({ url: broker.url })
