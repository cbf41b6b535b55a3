import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { network } from './network-route.ts'

const directory = createRoute({
  getParentRoute: () => network,
  path: 'verzeichnis',
  component: lazyRouteComponent(() => import('../../spaces/network/directory/directory-page.tsx'), 'DirectoryPage'),
  validateSearch: (search: Record<string, unknown>): { q?: string | undefined; thema?: string | undefined; art?: string | undefined; karte?: true | undefined } => {
    const word = (value: unknown) => (typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined)
    return { q: word(search['q']), thema: word(search['thema']), art: word(search['art']), karte: search['karte'] === true ? true : undefined }
  },
})
const actor = createRoute({ getParentRoute: () => network, path: 'verzeichnis/$actor', component: lazyRouteComponent(() => import('../../spaces/network/directory/actor-page.tsx'), 'ActorPage') })
const directoryEntry = createRoute({ getParentRoute: () => network, path: 'eintragen', component: lazyRouteComponent(() => import('../../spaces/network/directory/entry-page.tsx'), 'EntryPage') })
const directoryConfirm = createRoute({ getParentRoute: () => network, path: 'bestaetigen', component: lazyRouteComponent(() => import('../../spaces/network/directory/confirm-page.tsx'), 'ConfirmPage') })
const keep = createRoute({ getParentRoute: () => network, path: 'eintrag', component: lazyRouteComponent(() => import('../../spaces/network/directory/keep-page.tsx'), 'KeepPage') })
const contact = createRoute({ getParentRoute: () => network, path: 'eintrag/kontakt', component: lazyRouteComponent(() => import('../../spaces/network/directory/contact-page.tsx'), 'ContactPage') })

export const directoryPages = [directory, actor, directoryEntry, directoryConfirm, keep, contact]
