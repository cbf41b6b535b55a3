import { changeBoard, makeProposal, showBoard } from './board.ts'
import { changeEvent, createEvent, listEvents, removeEvent, showEvent } from './events.ts'
import { badges, cancelFor, guestsCsv, listGuests, noteArrivals } from './door.ts'
import { giveEventFeedback, giveFeedback, listFeedback } from './feedback.ts'
import { cancelRegistration, register, showRegistration } from './guests.ts'
import { listen } from './live.ts'
import { addNote, listAllNotes, listNotes, removeNote } from './notes.ts'
import { changePitch, offerPitch, withdrawPitch, writeOutcome } from './pitches.ts'
import { changeForm, showForm } from './registration-form.ts'
import { cancelTicket, showTicket } from './ticket.ts'
import { castVotes } from './votes.ts'
import type { CommunityRoute } from '../community-route.ts'
import { mostFormBytes } from '../form/questionnaire.ts'

const event = '/barcamps/:event'
const pitch = `${event}/pitches/:pitch`

/** Everything of a barcamp. Whoever takes part needs no account: a browser is known by the hub's device cookie, and a whole event may share one address of
 *  the network. */
export const barcampRoutes: readonly CommunityRoute[] = [
  { method: 'GET', path: '/barcamps', access: 'public', answer: listEvents },
  { method: 'POST', path: '/barcamps', access: 'editor', answer: createEvent },
  { method: 'GET', path: event, access: 'public', device: true, answer: showEvent },
  { method: 'PUT', path: event, access: 'editor', answer: changeEvent },
  { method: 'DELETE', path: event, access: 'editor', answer: removeEvent },
  { method: 'GET', path: `${event}/live`, access: 'public', answer: listen },
  { method: 'POST', path: `${event}/votes`, access: 'public', device: true, limit: { device: 120, address: 10_000 }, answer: castVotes },
  { method: 'POST', path: `${event}/pitches`, access: 'public', device: true, answer: offerPitch },
  { method: 'PUT', path: pitch, access: 'public', device: true, answer: changePitch },
  { method: 'DELETE', path: pitch, access: 'public', device: true, answer: withdrawPitch },
  { method: 'PUT', path: `${pitch}/outcome`, access: 'public', device: true, answer: writeOutcome },
  { method: 'GET', path: `${pitch}/notes`, access: 'public', device: true, answer: listNotes },
  { method: 'POST', path: `${pitch}/notes`, access: 'public', device: true, answer: addNote },
  { method: 'GET', path: `${event}/notes`, access: 'public', answer: listAllNotes },
  { method: 'DELETE', path: `${event}/notes/:note`, access: 'editor', answer: removeNote },
  { method: 'PUT', path: `${pitch}/feedback`, access: 'public', device: true, answer: giveFeedback },
  { method: 'PUT', path: `${event}/feedback`, access: 'public', device: true, answer: giveEventFeedback },
  { method: 'GET', path: `${event}/feedback`, access: 'editor', answer: listFeedback },
  { method: 'GET', path: `${event}/registration`, access: 'public', device: true, answer: showRegistration },
  { method: 'PUT', path: `${event}/registration`, access: 'public', device: true, answer: register },
  { method: 'DELETE', path: `${event}/registration`, access: 'public', device: true, answer: cancelRegistration },
  { method: 'GET', path: `${event}/form`, access: 'public', answer: showForm },
  { method: 'PUT', path: `${event}/form`, access: 'editor', maxBytes: mostFormBytes, answer: changeForm },
  { method: 'GET', path: `${event}/guests`, access: 'editor', answer: listGuests },
  { method: 'GET', path: `${event}/guests.csv`, access: 'editor', answer: guestsCsv },
  { method: 'DELETE', path: `${event}/guests/:guest`, access: 'editor', answer: cancelFor },
  { method: 'POST', path: `${event}/arrivals`, access: 'editor', answer: noteArrivals },
  { method: 'POST', path: `${event}/ticket`, access: 'public', answer: showTicket },
  { method: 'POST', path: `${event}/ticket/cancelled`, access: 'public', answer: cancelTicket },
  { method: 'GET', path: `${event}/badges.pdf`, access: 'editor', answer: badges },
  { method: 'GET', path: `${event}/board`, access: 'editor', answer: showBoard },
  { method: 'PUT', path: `${event}/board`, access: 'editor', answer: changeBoard },
  { method: 'POST', path: `${event}/proposals`, access: 'editor', answer: makeProposal },
]
