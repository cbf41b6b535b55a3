import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { network } from './network-route.ts'

/** The editors' pages. */
const editor = createRoute({ getParentRoute: () => network, path: 'redaktion', component: lazyRouteComponent(() => import('../../spaces/network/editor/editor-page.tsx'), 'EditorPage') })
const entries = createRoute({ getParentRoute: () => network, path: 'redaktion/eintraege', component: lazyRouteComponent(() => import('../../spaces/network/directory/entries-page.tsx'), 'EntriesPage') })

export const editorPages = [editor, entries]
