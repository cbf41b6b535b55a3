import type { Issue } from '@steckwerk/kernel'
import { questionsOf, type Question } from './invariant-walk.ts'
import { holds } from './invariants.ts'
import { Walk } from './walk.ts'

/** Evaluations in one go; a clinical resource needs some tens, a large transaction some thousands. */
const mostQuestions = 50_000

/** Evaluations between two pauses in which other work gets its turn. */
const stretch = 100

function answer({ invariant, type, node, resource }: Question, walk: Walk): void {
  let held: boolean
  try {
    held = holds(invariant, type, node, resource)
  } catch {
    // The engine's message may hold values
    const text = `${invariant.key} could not be evaluated: the element is not of its type's shape`
    return walk.report('processing', text, undefined, 'warning')
  }
  if (!held) walk.report('invariant', `${invariant.key}: ${invariant.human}`, undefined, invariant.severity)
}

/** What validateInvariants does. In a module of its own, with the engine: who never validates, never loads it. */
export async function checkInvariants(resource: { readonly resourceType: string }): Promise<Issue[]> {
  const walk = new Walk()
  walk.path.push(resource.resourceType)
  let asked = 0
  for (const question of questionsOf(resource, walk)) {
    if (asked++ === mostQuestions) {
      walk.path.length = 1
      walk.report('too-costly', 'Too large: invariants of the last elements were not checked', undefined, 'warning')
      break
    }
    answer(question, walk)
    if (walk.isFull) break
    if (asked % stretch === 0) await new Promise(resolve => setImmediate(resolve))
  }
  return walk.issues
}
