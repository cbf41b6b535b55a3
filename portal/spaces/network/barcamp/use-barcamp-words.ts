import { useLingui } from '@lingui/react/macro'
import type { BarcampEvent, BarcampSlot, BrokenNeed, Cell, PitchFormat, Proposal } from '../../../client/barcamp.ts'
import { PortalFault } from '../../../client/request.ts'
import { useFaultText } from '../../../shell/fault-text.ts'
import { useFormats } from '../../../shell/format.ts'

/** What barcamps call their things. */
export function useBarcampWords() {
  const { t } = useLingui()
  const { time, span: wholeSpan } = useFormats()
  const faultText = useFaultText()
  const span = ({ start, end }: BarcampSlot): string => `${time(start)}–${time(end)}`
  return {
    span,
    /** When and where, in a line. */
    event: ({ slots, place }: Pick<BarcampEvent, 'slots' | 'place'>): string => [wholeSpan(slots[0]!.start, slots.at(-1)!.end), place].filter(part => part !== '').join(' · '),
    cell: ({ rooms, slots }: BarcampEvent, { slot, room }: Cell): string => {
      const when = slots.find(({ id }) => id === slot)
      return `${when === undefined ? '–' : span(when)}, ${rooms.find(({ id }) => id === room)?.name ?? '–'}`
    },
    format: (format: PitchFormat): string => ({ talk: t`Vortrag`, discussion: t`Diskussion`, workshop: t`Workshop`, demo: t`Vorführung`, question: t`Offene Frage` })[format],
    broken: (need: BrokenNeed): string => ({ seats: t`Raum zu klein`, equipment: t`Ausstattung fehlt`, 'host-away': t`Gastgeber nicht da` })[need],
    unplaced: (reason: Proposal['unplaced'][number]['reason']): string => ({
      'no-room': t`kein Raum passt`, 'no-time': t`zu keiner Zeit möglich`, pin: t`der festgehaltene Platz geht nicht`, full: t`kein passender Platz mehr frei`,
    })[reason],
    fault: (error: unknown): string => {
      const code = error instanceof PortalFault ? error.code : undefined
      if (code === 'community/board-clash') return t`Das geht nicht: Jemand wäre an zwei Orten zugleich, oder zwei Sitzungen hätten einen Raum.`
      if (code === 'community/board-changed' || code === 'plug/document-changed') return t`Jemand anderes hat inzwischen etwas geändert. Sie sehen jetzt den neuen Stand; bitte versuchen Sie es noch einmal.`
      if (code === 'community/pitching-closed') return t`Zurzeit werden keine Sitzungen vorgeschlagen.`
      if (code === 'community/answers') return t`Einige Antworten fehlen oder passen nicht mehr zu den Fragen. Bitte laden Sie die Seite neu.`
      if (code === 'community/form-incomplete') return t`Es fehlen noch Fragen, oder eine Frage hat keinen Text oder keine Antworten.`
      if (code === 'community/registration-closed') return t`Die Anmeldung ist zu.`
      if (code === 'community/ticket-unknown') return t`Diese Anmeldung gibt es nicht mehr: Sie wurde zurückgenommen, oder der Link ist nicht vollständig.`
      if (code === 'api/browser-unknown') return t`Ihr Browser nimmt keine Cookies an. Bitte erlauben Sie Cookies für diese Seite und laden Sie sie neu.`
      return faultText(error)
    },
  }
}
