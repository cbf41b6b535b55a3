import { Fault } from '@steckwerk/kernel'
import type { FhirResource } from '@steckwerk/plug'
import { z } from 'zod'

/** Points in a box 600 × 200, by stroke. */
export type Strokes = readonly (readonly (readonly [number, number])[])[]

export const signatureBox = { width: 600, height: 200 } as const
const strokesShape = z.array(z.array(z.tuple([z.number().min(0).max(signatureBox.width), z.number().min(0).max(signatureBox.height)])).min(1).max(2_000)).min(1).max(100)
export const hashExtension = 'urn:steckwerk:content-hash'

/** Faults: forms/strokes. */
export function readStrokes(text: string | undefined): Strokes | undefined {
  if (text === undefined) return undefined
  try {
    return strokesShape.parse(JSON.parse(text))
  } catch {
    throw new Fault('invalid', 'forms/strokes', 'The drawn signature cannot be read.')
  }
}

/** Strokes as a picture: lines only, made here from numbers. */
export function strokesSvg(strokes: Strokes): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${signatureBox.width} ${signatureBox.height}"><path d="${strokesPath(strokes)}" fill="none" stroke="#000" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"/></svg>`
}

export function strokesPath(strokes: Strokes): string {
  const number = (value: number): string => String(Math.round(value * 10) / 10)
  // A point alone is drawn as a line without length: with a round cap it is seen.
  return strokes.map((points) => points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${number(x)} ${number(y)}`).join('') + (points.length === 1 ? 'l0 0' : '')).join('')
}

/** Who confirmed what and when, bound to the content by its SHA-256: a Provenance with a signature. It proves no more than the session
 *  it was given in: an advanced or qualified electronic signature it is not. */
export function confirmation({ target, at, hash, actor, name, strokes, typed }: {
  readonly target: string; readonly at: string; readonly hash: string; readonly actor: string; readonly name: string | undefined; readonly strokes: Strokes | undefined
  /** The name as the person typed it instead of drawing. */
  readonly typed?: string | undefined
}): FhirResource {
  const who = { identifier: { system: 'urn:steckwerk:actor', value: actor }, ...name === undefined ? {} : { display: name.slice(0, 200) } }
  const given = strokes !== undefined ? { format: 'image/svg+xml', text: strokesSvg(strokes) } : typed !== undefined ? { format: 'text/plain', text: typed.slice(0, 200) } : undefined
  return {
    resourceType: 'Provenance', target: [{ reference: target }], recorded: at,
    activity: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-DocumentCompletion', code: 'AU', display: 'authenticated' }] },
    agent: [{ type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code: 'author' }] }, who }],
    signature: [{
      extension: [{ url: hashExtension, valueString: hash }],
      type: [{ system: 'urn:iso-astm:E1762-95:2013', code: '1.2.840.10065.1.12.1.1', display: "Author's Signature" }],
      when: at, who, ...given === undefined ? {} : { sigFormat: given.format, data: Buffer.from(given.text).toString('base64') },
    }],
  }
}

interface StoredSignature {
  readonly when?: string
  readonly sigFormat?: string
  readonly data?: string
  readonly who?: { readonly display?: string }
  readonly extension?: readonly { readonly url: string; readonly valueString?: string }[]
}

export interface Confirmation {
  readonly hash: string | undefined
  readonly at: string
  readonly name: string
  /** Path of the drawn signature. */
  readonly drawing: string | undefined
  readonly typed: string | undefined
}

/** The hash a Provenance binds, who gave it, when and how. */
export function confirmationOf(provenance: FhirResource | undefined): Confirmation | undefined {
  const signature = (provenance?.['signature'] as readonly StoredSignature[] | undefined)?.[0]
  if (signature === undefined) return undefined
  const { sigFormat = 'image/svg+xml', data, who, when = '', extension } = signature
  const text = data === undefined ? '' : Buffer.from(data, 'base64').toString()
  return {
    hash: extension?.find(({ url }) => url === hashExtension)?.valueString, at: when, name: who?.display ?? '',
    drawing: sigFormat === 'image/svg+xml' ? /<path d="([ML0-9. l]+)"/.exec(text)?.[1] : undefined, typed: sigFormat === 'text/plain' && text !== '' ? text : undefined,
  }
}
