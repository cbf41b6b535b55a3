import { exchangeLinks, isResourceType, type Link, type Resource } from '@steckwerk/fhir'
import { Fault, type Issue } from '@steckwerk/kernel'
import { readCriteria, type Criteria } from './conditional.ts'
import { referenceIssues } from './local-references.ts'
import type { ResourceBody } from './resource-body.ts'
import type { LinkedBody, Write } from './transaction-plan.ts'

const literal = /^[A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/
const restful = /^(https?:\/\/.+\/)[A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/

/** What a search of a conditional reference came to. */
export type Referenced = { readonly name: string } | { readonly finding: Pick<Issue, 'type' | 'text'> }

const toNowhere = { type: 'not-found', text: 'No entry of the Bundle has this fullUrl.' }

/** `Patient?identifier=…` as a reference. */
function isConditional(reference: string): boolean {
  const type = /^([A-Za-z]+)\?/.exec(reference)?.[1]
  return type !== undefined && isResourceType(type)
}

/** The references of a transaction: which of them its entries answer, and which are to be searched for. Each distinct one is read once.
 *  Source: FHIR R4 http.html#trules, bundle.html#references. */
export class BundleReferences {
  readonly #byFullUrl: ReadonlyMap<string, Write>
  /** Conditional references by their text; a Fault where the criteria cannot be read. */
  readonly #conditional = new Map<string, Criteria | Fault>()

  constructor(byFullUrl: ReadonlyMap<string, Write>) {
    this.#byFullUrl = byFullUrl
  }

  /** Looks at an entry's links and answers what is wrong with them. */
  read(body: LinkedBody, at: string): Issue[] {
    let isFaulty = false
    for (const { kind, value } of body.links) {
      if (kind !== 'reference') continue
      if (isConditional(value)) isFaulty = this.#criteria(value) instanceof Fault || isFaulty
      else if (/^urn:(?:uuid|oid):/.test(value) && !this.#byFullUrl.has(value)) isFaulty = true
    }
    // Where exactly is only looked for when there is something to tell.
    return isFaulty ? referenceIssues(body.resource, at, (reference) => this.#finding(reference)) : []
  }

  /** What is to be searched for. */
  get conditional(): ReadonlyMap<string, Criteria> {
    return this.#conditional as ReadonlyMap<string, Criteria>
  }

  #criteria(reference: string): Criteria | Fault {
    let criteria = this.#conditional.get(reference)
    if (criteria === undefined) {
      const mark = reference.indexOf('?')
      try {
        criteria = readCriteria(reference.slice(0, mark), reference.slice(mark + 1))
      } catch (error) {
        if (!(error instanceof Fault)) throw error
        criteria = error
      }
      this.#conditional.set(reference, criteria)
    }
    return criteria
  }

  #finding(reference: string): Pick<Issue, 'type' | 'text'> | undefined {
    if (isConditional(reference)) {
      const criteria = this.#criteria(reference)
      return criteria instanceof Fault ? { type: criteria.issues[0]!.type, text: criteria.message } : undefined
    }
    return /^urn:(?:uuid|oid):/.test(reference) && !this.#byFullUrl.has(reference) ? toNowhere : undefined
  }

  /** An entry's body with its links exchanged: fullUrls by `nameOf` what their entries became, conditional references by what was found.
   *  A relative reference counts from where the entry itself comes from. Findings go to `issues`. */
  settle(body: LinkedBody, entry: Write['entry'], nameOf: (write: Write) => string, found: ReadonlyMap<string, Referenced>, issues: Issue[]): ResourceBody {
    const { text, resource, links } = body
    if (links.length === 0 || (this.#byFullUrl.size === 0 && found.size === 0)) return { text, resource }
    const root = entry.fullUrl === undefined ? undefined : restful.exec(entry.fullUrl)?.[1]
    let isFaulty = false
    const target = ({ value, kind }: Link): string | undefined => {
      const write = this.#byFullUrl.get(value) ?? (root !== undefined && kind !== 'uri' && literal.test(value) ? this.#byFullUrl.get(root + value) : undefined)
      if (write !== undefined) return nameOf(write)
      const referenced = kind === 'reference' ? found.get(value) : undefined
      if (referenced === undefined) return undefined
      if ('name' in referenced) return referenced.name
      isFaulty = true
      return undefined
    }
    const settled = exchangeLinks(text, links, target)
    if (isFaulty) {
      issues.push(...referenceIssues(resource, `${entry.at}.resource`, (reference) => {
        const referenced = found.get(reference)
        return referenced !== undefined && 'finding' in referenced ? referenced.finding : undefined
      }))
    }
    return { text: settled, resource: settled === text ? resource : (JSON.parse(settled) as Resource) }
  }
}
