import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { network } from './network-route.ts'

/** The editors' pages. */
const editor = createRoute({ getParentRoute: () => network, path: 'redaktion', component: lazyRouteComponent(() => import('../../spaces/network/editor/editor-page.tsx'), 'EditorPage') })
const entries = createRoute({ getParentRoute: () => network, path: 'redaktion/eintraege', component: lazyRouteComponent(() => import('../../spaces/network/directory/entries-page.tsx'), 'EntriesPage') })
const changes = createRoute({ getParentRoute: () => network, path: 'redaktion/aenderungen', component: lazyRouteComponent(() => import('../../spaces/network/editor/changes-page.tsx'), 'ChangesPage') })
const duplicates = createRoute({ getParentRoute: () => network, path: 'redaktion/dubletten', component: lazyRouteComponent(() => import('../../spaces/network/editor/duplicates-page.tsx'), 'DuplicatesPage') })
const imports = createRoute({ getParentRoute: () => network, path: 'redaktion/import', component: lazyRouteComponent(() => import('../../spaces/network/editor/import-page.tsx'), 'ImportPage') })
const allActors = createRoute({
  getParentRoute: () => network,
  path: 'redaktion/einrichtungen',
  component: lazyRouteComponent(() => import('../../spaces/network/editor/all-actors-page.tsx'), 'AllActorsPage'),
  validateSearch: (search: Record<string, unknown>): { stand?: string | undefined } => ({ stand: typeof search['stand'] === 'string' ? search['stand'] : undefined }),
})
const editActor = createRoute({ getParentRoute: () => network, path: 'redaktion/einrichtungen/$actor', component: lazyRouteComponent(() => import('../../spaces/network/editor/edit-actor-page.tsx'), 'EditActorPage') })

export const editorPages = [editor, entries, changes, duplicates, imports, allActors, editActor]
