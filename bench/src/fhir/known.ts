import { digitsOf } from '../http/request.ts'

/** A resource the server has, by the number of its base. */
export interface KnownResource {
  readonly base: number
  readonly id: string
}

export interface KnownPatient extends KnownResource {
  /** The value of the identifier its record gave it. */
  readonly number: string
}

const most = 20_000

/** What the load generator knows to be on the server, taken from its answers. */
export class Known {
  readonly patients: KnownPatient[] = []
  /** Measurements that came with records. */
  readonly observations: KnownResource[] = []
  /** Measurements created one by one, and for which patient. */
  readonly created: (KnownResource & { readonly patient: string })[] = []
  /** Resources the server took. */
  resources = 0

  /** Reads the answer to a record's transaction. Gives how many resources it tells of. */
  noteImport(base: number, number: number, body: Buffer): number {
    let count = 0
    // A location is relative or absolute, with a version or without.
    for (const [, type, id] of body.toString('latin1').matchAll(/"location"\s*:\s*"(?:[^"]*\/)?([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[^"]*)?"/g)) {
      count++
      if (type === 'Patient') note(this.patients, { base, id: id!, number: digitsOf(number) })
      else if (type === 'Observation') note(this.observations, { base, id: id! })
    }
    return count
  }

  /** Reads the head of the answer to a create. */
  noteCreated(base: number, patient: string, head: string): void {
    const id = /\r\n(?:content-)?location: *[^\r\n]*\/Observation\/([A-Za-z0-9.-]{1,64})/i.exec(head)?.[1]
    if (id === undefined) throw new Error('the answer to a create names no Observation in its Location')
    note(this.created, { base, id, patient })
  }
}

function note<T>(list: T[], one: T): void {
  if (list.length < most) list.push(one)
}
