import { answerWords, everyNode, fromResponse, isHidden, wordsOf, type FormNode, type Language } from '@steckwerk/form'
import { loadFhirpath } from '@steckwerk/form/fhirpath'
import type { OperationAnswer, OperationCall, PlugCarrier } from '@steckwerk/plug'
import { newTaggedDocument } from '@steckwerk/plug/tagged-document'
import { fontRuns, type Weight } from '@steckwerk/plug/typeface'
import { confirmationOf, signatureBox } from '../confirmation.ts'
import { storedForm, type StoredForm } from '../stored-form.ts'

/** QuestionnaireResponse/{id}/$pdf: questions and answers as a tagged A4 PDF in the caller's language; a Binary that is not stored.
 *  Faults: forms/not-yours, forms/questionnaire-unknown. */
export async function formPdf(carrier: PlugCarrier, call: OperationCall): Promise<OperationAnswer> {
  const stored = await storedForm(carrier, call, call.id ?? '')
  const patient = await carrier.fhir.read('Patient', stored.patient)
  const bytes = await writePdf(stored, { house: carrier.name, patient: patientLine(patient), language: call.caller.language === 'en' ? 'en' : 'de' })
  return { status: 200, resource: { resourceType: 'Binary', contentType: 'application/pdf', data: bytes.toString('base64') } }
}

function patientLine(patient: Readonly<Record<string, unknown>> | undefined): string {
  const name = (patient?.['name'] as readonly { readonly text?: string; readonly given?: readonly string[]; readonly family?: string }[] | undefined)?.[0]
  const birth = patient?.['birthDate']
  return [name?.text ?? [...name?.given ?? [], name?.family ?? ''].join(' ').trim(), typeof birth === 'string' ? answerWords({ valueDate: birth }, 'de') : ''].filter((part) => part !== '').join(', ')
}

const millimetres = (length: number): number => length * 72 / 25.4
const [left, width, bottom] = [millimetres(25), millimetres(160), millimetres(272)]

export async function writePdf({ questionnaire, response, hash, provenance }: StoredForm, { house, patient, language }: { readonly house: string; readonly patient: string; readonly language: Language }): Promise<Buffer> {
  const title = wordsOf(questionnaire, 'title', language)
  const form = fromResponse(questionnaire, response, { evaluate: await loadFhirpath() })
  const { doc, root, end } = newTaggedDocument(title, house, language, { top: millimetres(20), bottom: millimetres(20), left, right: millimetres(25) })

  const say = (de: string, en: string): string => (language === 'de' ? de : en)
  function draw(tag: string, text: string, style: { readonly size?: number; readonly weight?: Weight; readonly above?: number } = {}): void {
    const { size = 11, weight = 400, above = 2 } = style
    const runs = fontRuns(text === '' ? ' ' : text, weight)
    doc.font(runs[0]!.font).fontSize(size)
    if (doc.y + above + doc.heightOfString(text, { width }) > bottom) doc.addPage()
    else doc.y += above
    root.add(doc.struct(tag, {}, () => {
      runs.forEach(({ font, text: run }, index) => {
        const options = { width, lineGap: size * 0.2, continued: index < runs.length - 1 }
        doc.font(font).fontSize(size)
        if (index === 0) doc.text(run, left, doc.y, options)
        else doc.text(run, options)
      })
    }))
  }

  const answered = (node: FormNode): boolean => node.enabled && !isHidden(node.item) && (node.answers.length > 0 || node.children.some(answered))
  function drawNode(node: FormNode, depth: number): void {
    if (!answered(node)) return
    const text = wordsOf(node.item, 'text', language)
    if (node.item.type === 'group') draw(depth === 0 ? 'H2' : 'H3', node.instance === undefined || node.instance.count === 1 ? text : `${text} (${node.instance.index + 1})`, { size: depth === 0 ? 13 : 11.5, weight: 700, above: depth === 0 ? 12 : 6 })
    else {
      draw('P', text, { size: 9.5, above: 5 })
      for (const answer of node.answers) draw('P', answerWords(answer, language, node.item), { weight: 700, above: 1 })
    }
    for (const child of node.children) drawNode(child, depth + 1)
  }

  draw('P', house, { size: 9.5 })
  draw('H1', title, { size: 17, weight: 700, above: 6 })
  draw('P', patient)
  for (const node of form.nodes) drawNode(node, 0)
  if (![...everyNode(form.nodes)].some(answered)) draw('P', say('Noch keine Antworten.', 'No answers yet.'), { above: 10 })

  const confirmed = confirmationOf(provenance)
  draw('H2', say('Bestätigung', 'Confirmation'), { size: 13, weight: 700, above: 14 })
  if (confirmed === undefined) draw('P', say('Nicht bestätigt: ein Entwurf.', 'Not confirmed: a draft.'))
  else {
    draw('P', say(`Im Portal bestätigt von ${confirmed.name}, ${answerWords({ valueDateTime: confirmed.at }, language)}.`, `Confirmed in the portal by ${confirmed.name}, ${answerWords({ valueDateTime: confirmed.at }, language)}.`))
    if (confirmed.drawing !== undefined) {
      const scale = millimetres(60) / signatureBox.width
      if (doc.y + signatureBox.height * scale > bottom) doc.addPage()
      const top = doc.y + 4
      root.add(doc.struct('Figure', { alt: say('Gezeichnete Unterschrift', 'Drawn signature'), ...{ bbox: [left, top, left + signatureBox.width * scale, top + signatureBox.height * scale] } }, () => {
        doc.save().translate(left, top).scale(scale).lineWidth(3).lineCap('round').lineJoin('round').path(confirmed.drawing!).stroke('black').restore()
      }))
      doc.y = top + signatureBox.height * scale
    }
    if (confirmed.typed !== undefined) draw('P', say(`Mit dem Namen: ${confirmed.typed}`, `By the name: ${confirmed.typed}`), { weight: 700 })
    if (confirmed.hash !== hash) draw('P', say('Achtung: Die Antworten sind nicht mehr die, die bestätigt wurden.', 'Note: the answers are no longer those that were confirmed.'), { weight: 700 })
  }
  draw('P', say(`Prüfsumme der Antworten (SHA-256): ${hash}`, `Checksum of the answers (SHA-256): ${hash}`), { size: 8, above: 4 })
  return end()
}
