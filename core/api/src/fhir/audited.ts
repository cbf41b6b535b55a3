import type { AuditEntry, AuditTrail } from '@steckwerk/access'
import { isResourceType } from '@steckwerk/fhir'
import type { Ctx, Fault, Witness, Witnessed } from '@steckwerk/kernel'
import type { AuditRow, Store, Stored, Writer } from '@steckwerk/store'
import type { FhirAnswer, FhirCall, Interaction } from './interaction.ts'
import { isId } from './type-and-id.ts'

/** Carries interactions out and writes what they come to into the access log: reads before their answer leaves, writes in their own
 *  transaction. */
export interface Audited {
  run(interaction: Interaction, call: FhirCall): Promise<FhirAnswer>
  /** A reading entry of a transaction, by its writer. */
  runInside(interaction: Interaction, call: FhirCall, writer: Writer): Promise<FhirAnswer>
  /** What was refused or failed. */
  refused(ctx: Ctx, asked: Asked, fault: Fault): Promise<void>
}

/** What was asked for. */
export type Asked = Pick<FhirCall, 'type' | 'id' | 'versionId' | 'query' | 'body'> & { readonly interaction: Interaction | undefined }

/** Whose resources a request was handed. */
class Seen implements Witness {
  readonly patients = new Set<bigint>()

  saw({ patient }: Witnessed): void {
    if (patient !== undefined) this.patients.add(patient)
  }
}

const eventNames: Readonly<Record<string, string>> = { 'search-type': 'search' }

/** The event of an interaction; a Bundle's own is told by its entries. */
export function eventOf(interaction: Interaction | undefined): string {
  if (interaction === undefined) return 'refused'
  if (interaction.operation !== undefined) return 'operation'
  const [code] = interaction.codes
  return code === undefined ? 'search' : (eventNames[code] ?? code)
}

/** Of the address, or of the interaction itself where it is for one type only. */
function typeOf({ interaction, type }: Asked): string {
  return type === '' ? (/^\/([A-Z][A-Za-z]+)/.exec(interaction?.path ?? '')?.[1] ?? '') : type
}

function entryOf(asked: Asked): Omit<AuditEntry, 'patients'> {
  const { interaction, id, versionId } = asked
  const type = typeOf(asked)
  return {
    event: eventOf(interaction),
    ...(isResourceType(type) ? { type } : {}),
    ...(isId(id) ? { id } : {}),
    ...(/^[1-9]\d{0,8}$/.test(versionId) ? { version: Number(versionId) } : {}),
  }
}

/** What was asked, as far as the address of a resource does not say it: who is looked for may stand in it, so it is kept sealed. */
function detailOf(asked: Asked): Record<string, string> {
  const { interaction, id, query, body } = asked
  const type = typeOf(asked)
  const form = body?.kind === 'form' ? body.text : ''
  const all = [query, form].filter((part) => part !== '').join('&')
  const isPlain = interaction !== undefined && interaction.path.endsWith('/:id') && all === ''
  return {
    ...(interaction?.operation === undefined ? {} : { operation: interaction.operation.name }),
    ...(isPlain || interaction === undefined ? {} : { query: `${interaction.method} ${[type, id].filter((part) => part !== '').join('/')}${all === '' ? '' : `?${all}`}` }),
  }
}

function eventOfWrite(interaction: Interaction, stored: Stored): string {
  if (stored.text === undefined) return 'delete'
  if (stored.version === 1) return 'create'
  return interaction.codes[0] === 'patch' ? 'patch' : 'update'
}

/** A writer that tells of the rows it has written. Anything else goes to the writer itself, whose private fields a copy would not reach. */
function noting(writer: Writer, wrote: (rows: readonly Stored[]) => void): Writer {
  const apply: Writer['apply'] = async (changes) => {
    const rows = await writer.apply(changes)
    wrote(rows)
    return rows
  }
  return new Proxy(writer, {
    get: (target, name) => {
      if (name === 'apply') return apply
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}

export function createAudited(trail: AuditTrail, store: Store): Audited {
  const rowOf = (ctx: Ctx, asked: Asked, patients: ReadonlySet<bigint>, over: Partial<AuditEntry> = {}, more: Record<string, string> = {}): Promise<AuditRow> | AuditRow => {
    const entry = { ...entryOf(asked), ...over, patients: [...patients] }
    const detail = { ...detailOf(asked), ...more }
    return Object.keys(detail).length === 0 ? trail.row(ctx, entry) : trail.rowWith(ctx, entry, detail)
  }

  async function read(interaction: Interaction, call: FhirCall): Promise<FhirAnswer> {
    const seen = new Seen()
    const ctx = { ...call.ctx, witness: seen }
    const answer = await interaction.handle({ ...call, ctx, read: (work) => store.read(ctx, work) })
    await trail.write(ctx, [await rowOf(ctx, { ...call, interaction }, seen.patients)])
    return answer
  }

  async function write(interaction: Interaction, call: FhirCall): Promise<FhirAnswer> {
    // What a write looks up for itself is not handed out; a transaction's reading entries are.
    const ctx = { ...call.ctx, witness: new Seen() }
    let noted = 0
    const noteOf = (stored: Stored): AuditRow => {
      noted++
      const { type, id, version, patient } = stored
      return trail.row(ctx, { event: eventOfWrite(interaction, stored), type, id, version, patients: patient === undefined ? [] : [patient] })
    }
    const answer = await interaction.handle({
      ...call,
      ctx,
      read: (work) => store.read(ctx, work),
      commit: (change) => store.commit(ctx, change, noteOf),
      write: (work) => store.write(ctx, (writer) => {
        noted = 0
        return work(noting(writer, (rows) => rows.forEach((row) => writer.note(noteOf(row)))))
      }, { retry: true }),
    })
    // Nothing was written: a conditional create that found one, a delete of what is not there.
    if (noted === 0) await trail.write(ctx, [await rowOf(ctx, { ...call, interaction }, new Set())])
    return answer
  }

  return {
    run: (interaction, call) => {
      // The entries of a batch are entries of the log.
      if (!trail.on || interaction.codes.includes('batch')) return interaction.handle(call)
      return interaction.permission === 'fhir.write' ? write(interaction, call) : read(interaction, call)
    },
    runInside: async (interaction, call, writer) => {
      const { witness } = call.ctx
      if (!trail.on || !(witness instanceof Seen)) return interaction.handle(call)
      witness.patients.clear()
      const answer = await interaction.handle(call)
      writer.note(await rowOf(call.ctx, { ...call, interaction }, witness.patients))
      return answer
    },
    refused: async (ctx, asked, fault) => {
      if (!trail.on) return
      const outcome = fault.status >= 500 ? 'failed' : 'refused'
      await trail.write(ctx, [await rowOf(ctx, asked, new Set(), { outcome }, { code: fault.code })])
    },
  }
}
