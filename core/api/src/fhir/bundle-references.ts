import { exchangeLinks, isResourceType, linksOf, type Resource } from '@steckwerk/fhir'
import { Fault, type Issue } from '@steckwerk/kernel'
import { readCriteria, type Criteria } from './conditional.ts'
import { referenceIssues } from './local-references.ts'
import { exchangeStrings, referencePlaces, type ReferencePlaces } from './reference-places.ts'
import type { ResourceBody } from './resource-body.ts'
import type { Write } from './transaction-plan.ts'

const literal = /^[A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/
const restful = /^(https?:\/\/.+\/)[A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/
/** Each is looked for in the whole text: of more, the text is better read once with all that it means. */
const fewStrings = 32
const local = /^urn:(?:uuid|oid):/

/** What a search of a conditional reference came to. */
export type Referenced = { readonly name: string } | { readonly finding: Finding }
type Finding = Pick<Issue, 'type' | 'text'>

const toNowhere: Finding = { type: 'not-found', text: 'No entry of the Bundle has this fullUrl.' }

/** `Patient?identifier=…` as a reference. */
function isConditional(reference: string): boolean {
  const mark = reference.indexOf('?')
  return mark > 0 && isResourceType(reference.slice(0, mark))
}

/** The references of a transaction: which of them its entries answer, and which are to be searched for. Each distinct one is read once.
 *  Source: FHIR R4 http.html#trules, bundle.html#references. */
export class BundleReferences {
  readonly #byFullUrl: ReadonlyMap<string, Write>
  readonly #places = new Map<ResourceBody, ReferencePlaces>()
  /** Conditional references by their text; a Fault where the criteria cannot be read. */
  readonly #criteria = new Map<string, Criteria | Fault>()

  constructor(byFullUrl: ReadonlyMap<string, Write>) {
    this.#byFullUrl = byFullUrl
  }

  /** Looks through an entry's body and answers what is wrong with its references. `at` leads the locations. */
  read(body: ResourceBody, at: string): Issue[] {
    const places = referencePlaces(body.resource, (text) => this.#byFullUrl.has(text))
    this.#places.set(body, places)
    // Where exactly is only looked for when there is something to tell.
    const isFaulty = places.references.some(({ value }) => this.#finding(value) !== undefined)
    return isFaulty ? referenceIssues(body.resource, at, (reference) => this.#finding(reference)) : []
  }

  /** What is to be searched for, once all bodies are read and nothing is wrong with them. */
  get conditional(): ReadonlyMap<string, Criteria> {
    return this.#criteria as ReadonlyMap<string, Criteria>
  }

  #nameOf(fullUrl: string, nameOf: (write: Write) => string): string | undefined {
    const write = this.#byFullUrl.get(fullUrl)
    return write === undefined ? undefined : nameOf(write)
  }

  #finding(reference: string): Finding | undefined {
    if (isConditional(reference)) {
      const criteria = this.#criteriaOf(reference)
      return criteria instanceof Fault ? { type: criteria.issues[0]!.type, text: criteria.message } : undefined
    }
    return local.test(reference) && !this.#byFullUrl.has(reference) ? toNowhere : undefined
  }

  #criteriaOf(reference: string): Criteria | Fault {
    const known = this.#criteria.get(reference)
    if (known !== undefined) return known
    const mark = reference.indexOf('?')
    let criteria: Criteria | Fault
    try {
      criteria = readCriteria(reference.slice(0, mark), reference.slice(mark + 1))
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      criteria = error
    }
    this.#criteria.set(reference, criteria)
    return criteria
  }

  /** An entry's body with its references exchanged: fullUrls by `nameOf` what their entries became, conditional references by what was
   *  found. A relative reference counts from where the entry itself comes from. Findings go to `issues`. May be called again with other
   *  answers: what the body's References said is kept. */
  settle(body: ResourceBody, entry: Write['entry'], nameOf: (write: Write) => string, found: ReadonlyMap<string, Referenced>, issues: Issue[]): ResourceBody {
    const { text, resource } = body
    const { references, isMixed } = this.#places.get(body)!
    const root = entry.fullUrl === undefined ? undefined : restful.exec(entry.fullUrl)?.[1]
    const entryOf = (value: string): string | undefined =>
      this.#nameOf(value, nameOf) ?? (root !== undefined && literal.test(value) ? this.#nameOf(root + value, nameOf) : undefined)
    const exchanges = new Map<string, { target: string; count: number }>()
    let isFaulty = false
    for (const { holder, value } of references) {
      const referenced = found.get(value)
      if (referenced !== undefined && 'finding' in referenced) isFaulty = true
      const target = referenced === undefined ? entryOf(value) : 'name' in referenced ? referenced.name : undefined
      holder.reference = target ?? value
      if (target === undefined || target === value) continue
      const exchange = exchanges.get(value)
      if (exchange === undefined) exchanges.set(value, { target, count: 1 })
      else exchange.count++
    }
    if (isFaulty) {
      issues.push(...referenceIssues(resource, `${entry.at}.resource`, (reference) => {
        const referenced = found.get(reference)
        return referenced !== undefined && 'finding' in referenced ? referenced.finding : undefined
      }))
    }
    if (exchanges.size === 0 && !isMixed) return body
    const settled = isMixed || exchanges.size > fewStrings ? undefined : exchangeStrings(text, exchanges)
    if (settled !== undefined) return { text: settled, resource }
    const exact = exchangeLinks(text, linksOf(text), ({ value, kind }) => (kind === 'reference' ? exchanges.get(value)?.target : kind === 'narrative' ? entryOf(value) : this.#nameOf(value, nameOf)))
    return { text: exact, resource: JSON.parse(exact) as Resource }
  }
}
