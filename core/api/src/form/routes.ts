import type { PersonCall, PersonLink } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { FhirResource } from '@steckwerk/plug'
import type { OperationSocket } from '@steckwerk/plugboard'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { languageOf } from '../booking/language.ts'
import type { FormDocument, FormLine, FormList, FormSaved } from '../contract/form.ts'
import { readBody } from '../leitstand/read-body.ts'
import { carrierName, carrierOf, personCallOf, type PersonRoutesOptions } from '../person/person-call.ts'
import { answerFaultsAsText } from '../web/text-faults.ts'
import { formLines, signedOf } from './form-lines.ts'
import { askForms, optionalPartOf, partOf, stringOf, type FormAsk } from './form-operations.ts'

/** An attachment of a form comes within its answers. */
const bodyLimit = 8 * 1024 * 1024

const beginBody = z.strictObject({ questionnaire: z.string().min(1).max(500) })
const version = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/)
const saveBody = z.strictObject({ version, item: z.array(z.unknown()).max(2_000) })
const point = z.tuple([z.number().min(0).max(600), z.number().min(0).max(200)])
const submitBody = z.strictObject({ version, hash: z.string().regex(/^[0-9a-f]{64}$/), strokes: z.array(z.array(point).min(1).max(2_000)).min(1).max(100).optional() })

interface OfPatient {
  Params: { carrier: string; patient: string }
}
interface OfForm {
  Params: { carrier: string; patient: string; response: string }
}

/** Forms that a person fills in, for themselves and for those they look after; below /portal/api. A proxy needs the topic of appointments,
 *  and to fill anything in the right to act. Wire types: contract/form.ts. */
export function formRoutes(options: PersonRoutesOptions & { readonly operations: OperationSocket }): (server: FastifyInstance) => Promise<void> {
  const { access, store } = options
  const { persons } = access

  const sees = (link: PersonLink): boolean => link.state === 'active' && link.patient !== undefined && (link.relation !== 'proxy' || link.topics?.includes('appointments') === true)
  const acts = (link: PersonLink): boolean => sees(link) && (link.relation !== 'proxy' || link.may === 'act')
  const subject = (link: PersonLink) => ({ name: 'subject', valueReference: { reference: `Patient/${link.patient!.id}` } })

  /** Faults: api/carrier-unknown, api/patient-unknown: also where the topic or the right to act was not given. */
  async function found(request: FastifyRequest<OfPatient>, may: (link: PersonLink) => boolean): Promise<{ readonly call: PersonCall; readonly link: PersonLink; readonly ask: (asked: FormAsk) => Promise<FhirResource> }> {
    const call = await personCallOf(options, request)
    const carrier = await carrierOf(store, request.params.carrier)
    const link = (await persons.links.at(call.account, carrier)).find((one) => may(one) && one.patient!.id === request.params.patient)
    if (link === undefined) throw new Fault('not-found', 'api/patient-unknown', 'There is no such patient here.')
    return { call, link, ask: (asked) => askForms(options, call, link, languageOf(request), asked) }
  }

  async function documentOf({ link, ask }: Awaited<ReturnType<typeof found>>, response: string): Promise<FormDocument> {
    const answer = await ask({ type: 'QuestionnaireResponse', name: 'form', id: response, parameter: [] })
    const stored = partOf(answer, 'response')
    if ((stored['subject'] as { readonly reference?: unknown } | undefined)?.reference !== `Patient/${link.patient!.id}`) throw new Fault('not-found', 'api/form-unknown', 'There is no such form here.')
    return { carrier: carrierName(link.carrier), patient: link.patient!.id, questionnaire: partOf(answer, 'questionnaire'), response: stored, hash: stringOf(answer, 'hash'), signed: signedOf(optionalPartOf(answer, 'provenance')) }
  }

  return async (server) => {
    server.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
    })
    answerFaultsAsText(server, options.log)

    server.get('/forms', async (request): Promise<FormList> => {
      const call = await personCallOf(options, request)
      const all = (await persons.links.list(call)).filter(sees)
      const links = [...new Map(all.toSorted((a, b) => Number(acts(a)) - Number(acts(b))).map((link) => [`${link.carrier.slug} ${link.patient!.id}`, link])).values()]
      const unreachable: FormList['unreachable'][number][] = []
      const lines = await Promise.all(links.map(async (link): Promise<readonly FormLine[]> => {
        try {
          return formLines(await askForms(options, call, link, languageOf(request), { type: 'Questionnaire', name: 'waiting', parameter: [subject(link)] }), link, acts(link))
        } catch (thrown) {
          if (!(thrown instanceof Fault)) throw thrown
          if (thrown.code !== 'api/forms-none') unreachable.push(carrierName(link.carrier))
          return []
        }
      }))
      const order = { waiting: 0, draft: 0, done: 1 } as const
      return { forms: lines.flat().toSorted((a, b) => order[a.state] - order[b.state] || (b.at ?? '').localeCompare(a.at ?? '')), unreachable }
    })

    server.post<OfPatient>('/forms/:carrier/:patient/begin', async (request, reply): Promise<FormDocument> => {
      const { questionnaire } = readBody(request, beginBody)
      const of = await found(request, acts)
      const filled = partOf(await of.ask({ type: 'Questionnaire', name: 'populate', parameter: [subject(of.link), { name: 'canonical', valueString: questionnaire }] }), 'response')
      // Where a draft stands already, the service gives that one.
      const saved = partOf(await of.ask({ type: 'QuestionnaireResponse', name: 'process-response', parameter: [{ name: 'response', resource: filled }] }), 'response')
      reply.code(201)
      return documentOf(of, saved.id ?? '')
    })

    server.get<OfForm>('/forms/:carrier/:patient/:response', async (request): Promise<FormDocument> => documentOf(await found(request, sees), request.params.response))

    server.put<OfForm>('/forms/:carrier/:patient/:response', { bodyLimit }, async (request): Promise<FormSaved> => {
      const { version: over, item } = readBody(request, saveBody)
      const of = await found(request, acts)
      const { response } = await documentOf(of, request.params.response)
      const answer = await of.ask({
        type: 'QuestionnaireResponse', name: 'process-response', parameter: [{ name: 'response', resource: { ...response, status: 'in-progress', item } }, { name: 'version', valueString: over }],
      })
      const saved = partOf(answer, 'response')
      return { version: saved.meta?.versionId ?? '', savedAt: typeof saved['authored'] === 'string' ? saved['authored'] : '', hash: stringOf(answer, 'hash') }
    })

    server.post<OfForm>('/forms/:carrier/:patient/:response/submit', async (request): Promise<FormDocument> => {
      const { version: over, hash, strokes } = readBody(request, submitBody)
      const of = await found(request, acts)
      const { response } = await documentOf(of, request.params.response)
      await of.ask({
        type: 'QuestionnaireResponse', name: 'process-response', parameter: [
          { name: 'response', resource: { ...response, status: 'completed' } }, { name: 'version', valueString: over }, { name: 'hash', valueString: hash }, { name: 'signer', valueString: of.call.name },
          ...strokes === undefined ? [] : [{ name: 'strokes', valueString: JSON.stringify(strokes) }],
        ],
      })
      return documentOf(of, request.params.response)
    })

    server.get<OfForm>('/forms/:carrier/:patient/:response/pdf', async (request, reply) => {
      const of = await found(request, sees)
      await documentOf(of, request.params.response)
      const binary = await of.ask({ type: 'QuestionnaireResponse', name: 'pdf', id: request.params.response, parameter: [] })
      reply.header('content-type', 'application/pdf').header('content-disposition', 'attachment; filename="formular.pdf"')
      return reply.send(Buffer.from(typeof binary['data'] === 'string' ? binary['data'] : '', 'base64'))
    })
  }
}
