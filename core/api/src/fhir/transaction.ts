import { rewriteReferences, type Resource } from '@steckwerk/fhir'
import { Fault, timeOrderedId, type Issue } from '@steckwerk/kernel'
import type { Change, Stored } from '@steckwerk/store'
import { answerEntryText } from './bundle-answer.ts'
import type { BundleEntry, BundleRequest } from './bundle-request.ts'
import { bundleText } from './bundle-text.ts'
import { entryCall, entryInteraction } from './entry-call.ts'
import { ifMatchVersion } from './etag.ts'
import type { FhirAnswer, FhirCall, Interaction } from './interaction.ts'
import { unresolvedReferences } from './local-references.ts'
import { checkResource } from './resource-body.ts'
import { isId, missing } from './type-and-id.ts'
import { requireSameId } from './update.ts'
import { preconditionFailed, refuseConditional, written } from './written.ts'

interface Planned {
  readonly entry: BundleEntry
  readonly interaction: Interaction
  /** Where the entry writes. */
  readonly key: { readonly type: string; readonly id: string } | undefined
  readonly put: { readonly text: string; readonly resource: Resource } | undefined
}

/** Every finding of every entry at once: who mends an import wants the whole list. */
function collect(issues: Issue[], at: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    for (const issue of error.issues) issues.push(issue.at === undefined || !issue.at.startsWith(at) ? { ...issue, at } : issue)
  }
}

function refuse(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new Fault('unprocessable', 'api/transaction', 'The transaction cannot be carried out; nothing was changed.', { issues })
}

/** Gives each writing entry its id, resolves references by fullUrl, validates. */
function plan(call: FhirCall, request: BundleRequest): Planned[] {
  const issues: Issue[] = []
  const located: { entry: BundleEntry; interaction: Interaction; key: Planned['key'] }[] = []
  const byFullUrl = new Map<string, string>()
  const taken = new Set<string>()
  request.entries.forEach((entry, index) => {
    collect(issues, `Bundle.entry[${index}]`, () => {
      if (entry instanceof Fault) throw entry
      const interaction = entryInteraction(entry)
      refuseConditional(entry.ifNoneExist, `${entry.at}.request.ifNoneExist`)
      if (interaction.method === 'GET') {
        located.push({ entry, interaction, key: undefined })
        return
      }
      if (entry.method === 'DELETE' && !isId(entry.id)) throw missing()
      const id = entry.method === 'POST' ? timeOrderedId(call.ctx.now.getTime()) : entry.id
      const name = `${entry.type}/${id}`
      if (taken.has(name)) throw new Fault('invalid', 'api/bundle', 'Two entries write the same resource.', { at: `${entry.at}.request.url` })
      taken.add(name)
      if (entry.fullUrl !== undefined && entry.method !== 'DELETE') {
        if (byFullUrl.has(entry.fullUrl)) throw new Fault('invalid', 'api/bundle', 'Two entries have the same fullUrl.', { at: `${entry.at}.fullUrl` })
        byFullUrl.set(entry.fullUrl, name)
      }
      located.push({ entry, interaction, key: { type: entry.type, id } })
    })
  })
  // Whatever failed above has no place in the map, and would show again as a reference to nowhere.
  refuse(issues)
  const planned = located.map(({ entry, interaction, key }): Planned => {
    if (key === undefined || entry.method === 'DELETE') return { entry, interaction, key, put: undefined }
    let put: Planned['put']
    const at = `${entry.at}.resource`
    collect(issues, at, () => {
      if (entry.text === undefined) throw new Fault('invalid', 'api/bundle', 'POST and PUT need a resource.', { at })
      if (entry.method === 'PUT') requireSameId(entry.id, (entry.resource as Resource | null)?.id, `${at}.id`)
      const { text, resource } = checkResource(entry.text, entry.resource, entry.type, at)
      issues.push(...unresolvedReferences(resource, byFullUrl, at))
      const resolved = byFullUrl.size === 0 ? text : rewriteReferences(text, byFullUrl)
      put = { text: resolved, resource: resolved === text ? resource : (JSON.parse(resolved) as Resource) }
    })
    return { entry, interaction, key, put }
  })
  refuse(issues)
  return planned
}

function changeOf(planned: Planned, before: Stored | undefined): Change | undefined {
  const { entry, key, put } = planned
  if (key === undefined) return undefined
  const version = before?.version ?? 0
  if (entry.ifMatch !== undefined && ifMatchVersion(entry.ifMatch) !== version) throw preconditionFailed(`${entry.at}.request.ifMatch`)
  if (put === undefined) {
    return before?.text === undefined ? undefined : { kind: 'delete', ...key, expect: entry.ifMatch === undefined ? 'any' : version }
  }
  // Absent ones must still be absent when written, so that 201 is true; who is faster makes the whole transaction start over.
  const expect = before?.text === undefined || entry.ifMatch !== undefined ? version : 'any'
  return { kind: 'put', ...key, ...put, expect }
}

/** All or nothing: deletes, creates, updates as one set of changes on different resources, then reads, which see what was written.
 *  Source: FHIR R4 http.html#trules. Faults: api/transaction with every finding, api/if-match, store/version-conflict. */
export async function transaction(call: FhirCall, request: BundleRequest): Promise<FhirAnswer> {
  const plans = plan(call, request)
  const entries = await call.write(async (writer) => {
    const looked = plans.flatMap(({ key, entry }) => (key === undefined || entry.method === 'POST' ? [] : [key]))
    const before = looked.length === 0 ? new Map<string, Stored>() : await writer.getMany(looked)
    const changes: Change[] = []
    const places: (number | undefined)[] = plans.map((planned) => {
      const change = changeOf(planned, planned.key === undefined ? undefined : before.get(`${planned.key.type}/${planned.key.id}`))
      return change === undefined ? undefined : changes.push(change) - 1
    })
    const rows = changes.length === 0 ? [] : await writer.apply(changes)
    const withResource = (call.prefer.return ?? 'minimal') !== 'minimal'
    const texts: string[] = []
    for (const [index, { entry, interaction, key, put }] of plans.entries()) {
      const place = places[index]
      const row = place === undefined ? undefined : rows[place]
      if (key === undefined) {
        const answer = await interaction.handle({ ...entryCall(call, entry), read: (work) => work(writer) })
        texts.push(answerEntryText(answer, entry.method !== 'HEAD'))
      } else if (put === undefined || row === undefined) {
        texts.push(answerEntryText({ status: 204, version: row?.version, lastModified: row?.lastUpdated }, false))
      } else {
        const created = before.get(`${key.type}/${key.id}`)?.text === undefined
        texts.push(answerEntryText(written(call, row, created), withResource))
      }
    }
    return texts
  })
  return { status: 200, body: bundleText({ type: 'transaction-response', now: call.ctx.now, links: [], entries }) }
}
