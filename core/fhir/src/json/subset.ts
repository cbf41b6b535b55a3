import { decodeString, eachItem, eachMember, membersAt, notJson, skipSpace, skipValue, type Member } from './scan.ts'
import { elementsPlan, summaryPlan, type Keep } from './subset-plan.ts'

/** What of a resource is asked for: a summary, or these top-level elements. */
export type Subset = { readonly summary: 'true' | 'text' | 'data' } | { readonly elements: readonly string[] }

const tagSystem = 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue'
const tag = `{"system":"${tagSystem}","code":"SUBSETTED"}`

function keepOf(plan: ReadonlyMap<string, Keep>, key: string): Keep | undefined {
  // What a primitive has beside its value goes with it
  return plan.get(key) ?? (key.charCodeAt(0) === 95 && plan.has(key.slice(1)) ? 'all' : undefined)
}

/** Reads an object and gives what stays of it, '' if that is nothing, with the index after it. */
function readObject(text: string, at: number, plan: ReadonlyMap<string, Keep>): { readonly kept: string; readonly end: number } {
  let kept = ''
  const end = eachMember(text, at, (key, keyStart, start) => {
    const keep = keepOf(plan, key)
    if (keep === undefined) return skipValue(text, start)
    const value = readValue(text, start, keep)
    if (value.kept !== '') kept += `${kept === '' ? '{' : ','}${text.slice(keyStart, start)}${value.kept}`
    return value.end
  })
  return { kept: kept === '' ? '' : `${kept}}`, end }
}

function readValue(text: string, at: number, keep: Keep): { readonly kept: string; readonly end: number } {
  if (keep !== 'all' && text[at] === '{') return readObject(text, at, keep)
  if (keep !== 'all' && text[at] === '[') {
    let kept = ''
    const end = eachItem(text, at, start => {
      const item = readValue(text, start, keep)
      if (item.kept !== '') kept += `${kept === '' ? '[' : ','}${item.kept}`
      return item.end
    })
    return { kept: kept === '' ? '' : `${kept}]`, end }
  }
  const end = skipValue(text, at)
  return { kept: text.slice(at, end), end }
}

function stringAt(text: string, members: readonly Member[], key: string): string | undefined {
  const member = members.find(one => one.key === key)
  return member !== undefined && text[member.start] === '"' ? decodeString(text, member.start, member.end) : undefined
}

/** The text of meta with the tag that tells a subset from the whole. */
function taggedMeta(text: string, meta: Member | undefined): string {
  if (meta === undefined) return `{"tag":[${tag}]}`
  const members = membersAt(text, meta.start)
  const tags = members.find(member => member.key === 'tag')
  if (tags === undefined) return `${text.slice(meta.start, meta.end - 1)}${members.length === 0 ? '' : ','}"tag":[${tag}]}`
  let isTagged = false
  let count = 0
  eachItem(text, tags.start, start => {
    const parts = membersAt(text, start)
    isTagged ||= stringAt(text, parts, 'system') === tagSystem && stringAt(text, parts, 'code') === 'SUBSETTED'
    count++
    return skipValue(text, start)
  })
  if (isTagged) return text.slice(meta.start, meta.end)
  return `${text.slice(meta.start, tags.end - 1)}${count === 0 ? '' : ','}${tag}${text.slice(tags.end - 1, meta.end)}`
}

/** Ids of contained resources that a text refers to. What only looks like a reference adds one that is not needed. */
function mentioned(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(/"#([A-Za-z0-9\-.]{1,64})"/g), match => match[1]!))
}

/** Of the contained resources, whole, those that `kept` refers to, directly or by another that stays; '' for none. */
function neededContained(text: string, contained: Member, kept: string): string {
  const needed = mentioned(kept)
  if (needed.size === 0 || text[contained.start] !== '[') return ''
  const byId = new Map<string | undefined, string>()
  eachItem(text, contained.start, start => {
    const end = skipValue(text, start)
    byId.set(stringAt(text, membersAt(text, start), 'id'), text.slice(start, end))
    return end
  })
  // The set grows while it is walked
  for (const id of needed) for (const other of mentioned(byId.get(id) ?? '')) needed.add(other)
  const items = [...byId].flatMap(([id, item]) => (id !== undefined && needed.has(id) ? [item] : []))
  return items.length === 0 ? '' : `[${items.join()}]`
}

/** A resource's JSON text reduced to a summary or to some elements, and tagged SUBSETTED. What stays does so byte for byte, so
 *  that decimals keep their form.
 *  - `true`: the elements R4 marks as summary, at every depth; `text`: the narrative; `data`: all but the narrative;
 *    `elements`: those named, a choice as value or as valueQuantity.
 *  - id, meta and mandatory elements always stay; so do, but for `text`, those that change the meaning of others
 *    (modifierExtension, implicitRules …).
 *  - An element that stays keeps its id and extensions; one that has nothing left goes.
 *  - Contained resources stay, whole, where something that stays refers to them.
 *  Source: FHIR R4 search.html#summary, #elements. Faults: fhir/json, fhir/duplicate-member. */
export function subsetText(text: string, wanted: Subset): string {
  const members = membersAt(text, skipSpace(text, 0))
  const type = stringAt(text, members, 'resourceType')
  if (type === undefined) throw notJson()
  const plan = 'summary' in wanted ? summaryPlan(type, wanted.summary) : elementsPlan(type, wanted.elements)
  const meta = members.find(member => member.key === 'meta')
  const pieces = members.map(member => {
    if (member === meta) return taggedMeta(text, meta)
    const keep = keepOf(plan, member.key)
    if (keep === undefined) return ''
    return keep === 'all' ? text.slice(member.start, member.end) : readValue(text, member.start, keep).kept
  })
  const contained = members.findIndex(member => member.key === 'contained')
  if (contained >= 0 && pieces[contained] === '') pieces[contained] = neededContained(text, members[contained]!, pieces.join())
  let out = ''
  members.forEach((member, at) => {
    if (pieces[at] !== '') out += `${out === '' ? '{' : ','}${text.slice(member.keyStart, member.start)}${pieces[at]}`
  })
  return meta === undefined ? `${out},"meta":${taggedMeta(text, undefined)}}` : `${out}}`
}
