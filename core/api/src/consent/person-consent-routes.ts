import { consentCategories, consentPurposes, consentUnknown, consentWords, personCtx, type PersonCall, type PersonLink, type Telling } from '@steckwerk/access'
import { Fault, type Ctx } from '@steckwerk/kernel'
import type { Carrier } from '@steckwerk/store'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ConsentLine, ConsentList, ConsentPreview, ConsentVocabulary } from '../contract/consent.ts'
import { readBody } from '../leitstand/read-body.ts'
import { carrierName, carrierOf, personCallOf, type PersonRoutesOptions } from '../person/person-call.ts'
import { consentAnswer, namesOf } from './consent-answer.ts'
import { consentBody } from './consent-bodies.ts'

interface OfConsent {
  Params: { carrier: string; id: string }
}

/** Consents by the person, or by a parent or a proxy who was given the topic. */
export function personConsentRoutes(options: PersonRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { access, store } = options
  const { consents, persons } = access

  const whoseOf = (link: PersonLink): Telling['whose'] => (link.relation === 'self' ? { you: true } : { you: false, name: link.patient!.name })

  /** Faults: api/patient-unknown: also where the topic was not given. */
  async function demand(call: PersonCall, carrier: Carrier, patient: string, how: 'read' | 'act'): Promise<{ readonly link: PersonLink; readonly ctx: Ctx }> {
    const link = await persons.links.may(call.account, carrier, patient, 'consents', how)
    if (link === undefined) throw new Fault('not-found', 'api/patient-unknown', 'There is no such patient here.')
    return { link, ctx: personCtx(persons.keys, carrier, call) }
  }

  async function mine(call: PersonCall): Promise<readonly PersonLink[]> {
    const links = (await persons.links.list(call)).filter(({ state }) => state === 'active')
    const readable = await Promise.all(links.map((link) => persons.links.may(call.account, link.carrier, link.patient!.id, 'consents', 'read')))
    const found = readable.filter((link) => link !== undefined)
    return [...new Map(found.map((link) => [`${link.carrier.slug} ${link.patient!.id}`, link])).values()]
  }

  const mayAct = ({ relation, may }: PersonLink): boolean => relation !== 'proxy' || may === 'act'

  async function withdraw(request: FastifyRequest<OfConsent>): Promise<ConsentLine> {
    const call = await personCallOf(options, request)
    const carrier = await carrierOf(store, request.params.carrier)
    // Whose it is has to be known before it is known whether it may be seen at all: one answer for both.
    const found = await consents.find(personCtx(persons.keys, carrier, call), request.params.id)
    const { link, ctx } = await demand(call, carrier, found?.patient ?? '', 'act').catch((thrown: unknown) => {
      throw (thrown as Fault).code === 'api/patient-unknown' ? consentUnknown() : thrown
    })
    const ended = await consents.withdraw(ctx, request.params.id)
    return consentAnswer(access, carrier, ended, { patient: link.patient!.id, whose: whoseOf(link), mayWithdraw: true })
  }

  return async (server) => {
    server.get('/consents/vocabulary', async (request): Promise<ConsentVocabulary> => {
      await options.authentication.principal(request)
      return {
        purposes: consentPurposes,
        categories: consentCategories.map(({ code, words, explained }) => ({ code, words, explained })),
        recipients: await access.recipients.list(),
      }
    })

    server.get('/consents', async (request): Promise<ConsentList> => {
      const call = await personCallOf(options, request)
      const links = await mine(call)
      const lines = await Promise.all(links.map(async (link) => {
        const found = await consents.list(personCtx(persons.keys, link.carrier, call), link.patient!.id)
        return Promise.all(found.map((consent) =>
          consentAnswer(access, link.carrier, consent, { patient: link.patient!.id, whose: whoseOf(link), mayWithdraw: mayAct(link) })))
      }))
      return {
        consents: lines.flat().toSorted((a, b) => (b.given ?? '').localeCompare(a.given ?? '')),
        patients: links.filter(mayAct).map(({ carrier, patient, relation }) => ({ carrier: carrierName(carrier), id: patient!.id, name: patient!.name, relation })),
      }
    })

    server.post('/consents', async (request, reply): Promise<ConsentLine> => {
      const call = await personCallOf(options, request)
      const { carrier: slug, patient, ...terms } = readBody(request, consentBody)
      const carrier = await carrierOf(store, slug)
      const { link, ctx } = await demand(call, carrier, patient, 'act')
      const given = await consents.give(ctx, { patient, terms, by: link.relation })
      reply.code(201)
      return consentAnswer(access, carrier, given, { patient, whose: whoseOf(link), mayWithdraw: true })
    })

    server.post('/consents/preview', async (request): Promise<ConsentPreview> => {
      const call = await personCallOf(options, request)
      const { carrier: slug, patient, ...terms } = readBody(request, consentBody)
      const { link, ctx } = await demand(call, await carrierOf(store, slug), patient, 'act')
      const names = await namesOf(access)
      const counts = await consents.preview(ctx, patient, terms)
      const { de, en } = consentWords(consents.draft(patient, terms), { nameOf: (id) => names.get(id), whose: whoseOf(link) })
      return { counts: counts.map(({ category, now, after }) => ({ category: category.code, words: category.words, now, after })), sentences: { de, en } }
    })

    server.post<OfConsent>('/consents/:carrier/:id/withdraw', withdraw)
  }
}
