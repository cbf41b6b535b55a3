import { isDay } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { guestSystem } from '../booking/guest-resources.ts'
import { languageOf } from '../booking/language.ts'
import type { FormDocument, FormList, FormSaved } from '../contract/form.ts'
import { readBody } from '../leitstand/read-body.ts'
import { mustWait, type PersonRoutesOptions } from '../person/person-call.ts'
import { requireSameOrigin } from '../web/same-origin.ts'
import { beginBody, formActs, formBodyLimit, responseId, saveBody, submitBody, type FormActs, type FormParts } from './form-acts.ts'
import { inOrder } from './form-lines.ts'

const keyBody = z.strictObject({ code: z.string().min(1).max(64), birthDate: z.string().refine(isDay) })
const formBody = keyBody.extend({ response: responseId })

interface GuestPatient {
  readonly identifier?: readonly { readonly system?: string; readonly value?: string }[]
  readonly name?: readonly { readonly given?: readonly string[]; readonly family?: string }[]
}

/** Forms of a booking made without an account, by its code and birth date, which stand in bodies only. */
export function guestFormRoutes(options: PersonRoutesOptions & FormParts): (server: FastifyInstance) => Promise<void> {
  const { access, address, store } = options

  /** Faults: api/cross-site, access/activation-refused, api/person-wait, api/form-unknown. */
  async function opened(request: FastifyRequest, reply: FastifyReply, { code, birthDate }: z.output<typeof keyBody>): Promise<{ readonly forms: FormActs; readonly name: string }> {
    const guest = await access.persons.guests.open({ code, birthDate, address: request.ip }, request.id)
    if (guest.kind === 'wait') return mustWait(reply, guest.seconds)
    const { carrier, ctx, patient } = guest
    const text = await store.read(ctx, async (reader) => (await reader.get('Patient', patient))?.text)
    const made = text === undefined ? undefined : JSON.parse(text) as GuestPatient
    // A form is filled in from the record. Of one that the hospital has merged this Patient into, a guest, who has proved nothing, learns nothing.
    if (made?.identifier?.some(({ system, value }) => system === guestSystem && value === patient) !== true) throw new Fault('not-found', 'api/form-unknown', 'There is no such form here.')
    const name = made.name?.[0]
    return { forms: formActs(options, { carrier, ctx, patient, language: languageOf(request) }), name: [...name?.given ?? [], name?.family ?? ''].join(' ').trim() }
  }

  return async (server) => {
    server.addHook('onRequest', async (request) => {
      requireSameOrigin(request, address.origin)
    })

    server.post('/forms/guests/list', async (request, reply): Promise<FormList> => {
      const { forms } = await opened(request, reply, readBody(request, keyBody))
      try {
        return { forms: inOrder(await forms.lines(true)), unreachable: [] }
      } catch (thrown) {
        if (thrown instanceof Fault && thrown.code === 'api/forms-none') return { forms: [], unreachable: [] }
        throw thrown
      }
    })

    server.post('/forms/guests/begin', async (request, reply): Promise<FormDocument> => {
      const body = readBody(request, keyBody.extend(beginBody.shape))
      const { forms } = await opened(request, reply, body)
      reply.code(201)
      return forms.begin(body.questionnaire)
    })

    server.post('/forms/guests/read', async (request, reply): Promise<FormDocument> => {
      const body = readBody(request, formBody)
      return (await opened(request, reply, body)).forms.read(body.response)
    })

    server.post('/forms/guests/save', { bodyLimit: formBodyLimit }, async (request, reply): Promise<FormSaved> => {
      const body = readBody(request, formBody.extend(saveBody.shape))
      return (await opened(request, reply, body)).forms.save(body.response, body)
    })

    server.post('/forms/guests/submit', async (request, reply): Promise<FormDocument> => {
      const body = readBody(request, formBody.extend(submitBody.shape))
      const { forms, name } = await opened(request, reply, body)
      return forms.submit(body.response, body, name)
    })

    server.post('/forms/guests/pdf', async (request, reply) => {
      const body = readBody(request, formBody)
      const pdf = await (await opened(request, reply, body)).forms.pdf(body.response)
      return reply.header('content-type', 'application/pdf').header('content-disposition', 'attachment; filename="formular.pdf"').send(pdf)
    })
  }
}
