import { personCtx, type PersonCall, type PersonLink } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { languageOf } from '../booking/language.ts'
import type { FormDocument, FormLine, FormList, FormSaved } from '../contract/form.ts'
import { readBody } from '../leitstand/read-body.ts'
import { carrierName, carrierOf, personCallOf, type PersonRoutesOptions } from '../person/person-call.ts'
import { beginBody, formActs, formBodyLimit, saveBody, submitBody, type FormActs, type FormParts } from './form-acts.ts'
import { inOrder } from './form-lines.ts'

interface OfPatient {
  Params: { carrier: string; patient: string }
}
interface OfForm {
  Params: { carrier: string; patient: string; response: string }
}

/** Forms that a person fills in, for themselves and for those they look after. A proxy needs the topic of forms, and to fill anything in the right to act. */
export function ownFormRoutes(options: PersonRoutesOptions & FormParts): (server: FastifyInstance) => Promise<void> {
  const { access, store } = options
  const { persons } = access

  const sees = (link: PersonLink): boolean => link.state === 'active' && link.patient !== undefined && (link.relation !== 'proxy' || link.topics?.includes('forms') === true)
  const acts = (link: PersonLink): boolean => sees(link) && (link.relation !== 'proxy' || link.may === 'act')
  const actsOn = (call: PersonCall, { carrier, patient }: PersonLink, request: FastifyRequest): FormActs =>
    formActs(options, { carrier, ctx: personCtx(persons.keys, carrier, call), patient: patient!.id, language: languageOf(request) })

  /** Faults: api/carrier-unknown, api/patient-unknown: also where the topic or the right to act was not given. */
  async function found(request: FastifyRequest<OfPatient>, may: (link: PersonLink) => boolean): Promise<{ readonly call: PersonCall; readonly forms: FormActs }> {
    const call = await personCallOf(options, request)
    const carrier = await carrierOf(store, request.params.carrier)
    const link = (await persons.links.at(call.account, carrier)).find((one) => may(one) && one.patient!.id === request.params.patient)
    if (link === undefined) throw new Fault('not-found', 'api/patient-unknown', 'There is no such patient here.')
    return { call, forms: actsOn(call, link, request) }
  }

  return async (server) => {
    server.get('/forms', async (request): Promise<FormList> => {
      const call = await personCallOf(options, request)
      const all = (await persons.links.list(call)).filter(sees)
      const links = [...new Map(all.toSorted((a, b) => Number(acts(a)) - Number(acts(b))).map((link) => [`${link.carrier.slug} ${link.patient!.id}`, link])).values()]
      const unreachable: FormList['unreachable'][number][] = []
      const lines = await Promise.all(links.map(async (link): Promise<readonly FormLine[]> => {
        try {
          return await actsOn(call, link, request).lines(acts(link))
        } catch (thrown) {
          if (!(thrown instanceof Fault)) throw thrown
          if (thrown.code !== 'api/forms-none') unreachable.push(carrierName(link.carrier))
          return []
        }
      }))
      return { forms: inOrder(lines.flat()), unreachable }
    })

    server.post<OfPatient>('/forms/:carrier/:patient/begin', async (request, reply): Promise<FormDocument> => {
      const { questionnaire } = readBody(request, beginBody)
      const { forms } = await found(request, acts)
      reply.code(201)
      return forms.begin(questionnaire)
    })

    server.get<OfForm>('/forms/:carrier/:patient/:response', async (request): Promise<FormDocument> => (await found(request, sees)).forms.read(request.params.response))

    server.put<OfForm>('/forms/:carrier/:patient/:response', { bodyLimit: formBodyLimit }, async (request): Promise<FormSaved> => {
      const saving = readBody(request, saveBody)
      return (await found(request, acts)).forms.save(request.params.response, saving)
    })

    server.post<OfForm>('/forms/:carrier/:patient/:response/submit', async (request): Promise<FormDocument> => {
      const submission = readBody(request, submitBody)
      const { call, forms } = await found(request, acts)
      return forms.submit(request.params.response, submission, call.name)
    })

    server.get<OfForm>('/forms/:carrier/:patient/:response/pdf', async (request, reply) => {
      const pdf = await (await found(request, sees)).forms.pdf(request.params.response)
      return reply.header('content-type', 'application/pdf').header('content-disposition', 'attachment; filename="formular.pdf"').send(pdf)
    })
  }
}
