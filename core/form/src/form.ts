import { Fault } from '@steckwerk/kernel/fault'
import type { AnswerValue, Form, FormContext, FormNode, Questionnaire } from './contract.ts'
import { isCalculated, limitsOf } from './item-rules.ts'
import { afterRemoval } from './paths.ts'
import { planOf } from './plan.ts'
import { prefilled } from './prefill.ts'
import { settle } from './settle.ts'
import { everyNode, nodeAt } from './tree.ts'
import { fits, isEmpty } from './values.ts'

const mostInstances = 200

/** A form to be filled in: with its defaults, and with what the context's record says.
 *  Faults: those of planOf and settle; form/fhirpath-missing. */
export function open(questionnaire: Questionnaire, context: FormContext = {}): Form {
  const plan = planOf(questionnaire)
  return settle({ questionnaire, plan, context, ...prefilled(questionnaire, plan, context) })
}

/** The form with this answered; empty values and an empty list take an answer back. What breaks a rule of the item (too long, not an
 *  option) is taken and told by `issuesOf`; what is not of the item's type is not.
 *  Faults: form/unknown-path, form/read-only, form/value-type. */
export function answer(form: Form, path: string, values: readonly AnswerValue[]): Form {
  const node = asked(form, path)
  if (node.item.type === 'group' || node.item.type === 'display') throw unknown()
  if (node.readOnly || isCalculated(node.item)) throw new Fault('invalid', 'form/read-only', 'This is not to be answered by hand.', { at: path })
  const given = values.filter((value) => !isEmpty(value))
  if (given.some((value) => !fits(node.item, value))) throw new Fault('invalid', 'form/value-type', 'The answer is not of the kind that is asked for.', { at: path })
  const [answers, sources] = [new Map(form.answers), new Map(form.sources)]
  if (given.length === 0) answers.delete(path)
  else answers.set(path, given)
  sources.delete(path)
  return settle({ ...form, answers, sources })
}

/** One more of a repeating group. Path: without an index. Faults: form/unknown-path, form/occurs. */
export function addInstance(form: Form, path: string): Form {
  const first = asked(form, `${path}[0]`, true)
  const count = first?.instance?.count ?? form.instances.get(path)
  if (count === undefined || first?.readOnly === true) throw unknown()
  if (first !== undefined && count >= Math.min(mostInstances, limitsOf(first.item).maxOccurs)) throw new Fault('invalid', 'form/occurs', 'No more of these can be added.', { at: path })
  return settle({ ...form, instances: new Map(form.instances).set(path, count + 1) })
}

/** Without one of a repeating group; the last one is emptied instead. Path: with its index. Faults: form/unknown-path. */
export function removeInstance(form: Form, path: string): Form {
  const { instance, readOnly } = asked(form, path)
  if (instance === undefined || readOnly) throw unknown()
  const group = path.slice(0, path.lastIndexOf('['))
  const kept = <T>(map: ReadonlyMap<string, T>): Map<string, T> => new Map([...map].flatMap(([at, value]) => {
    const to = afterRemoval(at, group, instance.index)
    return to === undefined ? [] : [[to, value] as const]
  }))
  return settle({ ...form, answers: kept(form.answers), sources: kept(form.sources), instances: kept(form.instances).set(group, Math.max(1, instance.count - 1)) })
}

/** All that is to be seen now, each before what stands below it. */
export function visible(form: Form): readonly FormNode[] {
  return [...everyNode(form.nodes)].filter((node) => node.visible)
}

function unknown(): Fault {
  return new Fault('invalid', 'form/unknown-path', 'There is no such question in the form, or it is not asked now.')
}

function asked(form: Form, path: string): FormNode
function asked(form: Form, path: string, orNone: true): FormNode | undefined
function asked(form: Form, path: string, orNone = false): FormNode | undefined {
  const node = nodeAt(form.nodes, path)
  if (node?.enabled === true) return node
  if (orNone && node === undefined) return undefined
  throw unknown()
}
