import type { AnswerSource, AnswerValue, FormNode, Questionnaire, QuestionnaireItem, QuestionnaireResponse, ResponseAnswer, ResponseItem } from './contract.ts'
import { urls } from './extensions.ts'

/** What is in force, as items of a response. `forExpressions`: groups and questions without answers too, so that expressions find their place, and each answer as this says. */
export function responseItems(nodes: readonly FormNode[], forExpressions?: (item: QuestionnaireItem, answer: AnswerValue) => AnswerValue): ResponseItem[] {
  return nodes.flatMap((node): ResponseItem[] => {
    if (!node.enabled || node.item.type === 'display') return []
    const head = { linkId: node.item.linkId, ...node.item.text === undefined ? {} : { text: node.item.text } }
    const inner = responseItems(node.children, forExpressions)
    if (node.item.type === 'group') return inner.length > 0 || forExpressions !== undefined ? [{ ...head, ...inner.length > 0 ? { item: inner } : {} }] : []
    if (node.answers.length === 0) return forExpressions !== undefined ? [head] : []
    const answer = node.answers.map((value, index): ResponseAnswer => ({
      ...forExpressions?.(node.item, value) ?? value, ...node.source === undefined || node.source.kind === 'calculated' ? {} : { extension: [sourceExtension(node.source)] }, ...index === 0 && inner.length > 0 ? { item: inner } : {},
    }))
    return [{ ...head, answer }]
  })
}

export function responseOf(questionnaire: Questionnaire, item: readonly ResponseItem[]): QuestionnaireResponse {
  const canonical = canonicalOf(questionnaire)
  return { resourceType: 'QuestionnaireResponse', ...canonical === undefined ? {} : { questionnaire: canonical }, status: 'in-progress', ...item.length > 0 ? { item } : {} }
}

/** `url|version`. */
export function canonicalOf({ url, version }: Questionnaire): string | undefined {
  return url === undefined ? undefined : version === undefined ? url : `${url}|${version}`
}

function sourceExtension({ kind, reference, at }: AnswerSource): { url: string; extension: { url: string; [value: string]: unknown }[] } {
  return {
    url: urls.source,
    extension: [
      { url: 'kind', valueCode: kind },
      ...reference === undefined ? [] : [{ url: 'reference', valueReference: { reference } }],
      ...at === undefined ? [] : [{ url: 'at', valueDateTime: at }],
    ],
  }
}

/** Where an answer came from, as its extension says it. */
export function sourceOf(answer: ResponseAnswer): AnswerSource | undefined {
  const parts = answer.extension?.find(({ url }) => url === urls.source)?.extension
  const part = (name: string): Readonly<Record<string, unknown>> | undefined => parts?.find(({ url }) => url === name)
  const kind = part('kind')?.['valueCode']
  if (kind !== 'record' && kind !== 'initial') return undefined
  const reference = (part('reference')?.['valueReference'] as { readonly reference?: unknown } | undefined)?.reference
  const at = part('at')?.['valueDateTime']
  return { kind, ...typeof reference === 'string' ? { reference } : {}, ...typeof at === 'string' ? { at } : {} }
}
