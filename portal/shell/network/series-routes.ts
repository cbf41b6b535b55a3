import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { network } from './network-route.ts'

/** Everything with a date, and series of talks: everybody takes part without an account. */
const dates = createRoute({ getParentRoute: () => network, path: 'termine', component: lazyRouteComponent(() => import('../../spaces/network/dates/dates-page.tsx'), 'DatesPage') })
const allSeries = createRoute({ getParentRoute: () => network, path: 'reihen', component: lazyRouteComponent(() => import('../../spaces/network/series/all-series-page.tsx'), 'AllSeriesPage') })
const newSeries = createRoute({ getParentRoute: () => network, path: 'reihen/neu', component: lazyRouteComponent(() => import('../../spaces/network/series/series-settings-page.tsx'), 'NewSeriesPage') })
const series = createRoute({ getParentRoute: () => network, path: 'reihen/$series', component: lazyRouteComponent(() => import('../../spaces/network/series/series-page.tsx'), 'SeriesPage') })
const seriesSettings = createRoute({ getParentRoute: () => network, path: 'reihen/$series/einstellungen', component: lazyRouteComponent(() => import('../../spaces/network/series/series-settings-page.tsx'), 'SeriesSettingsPage') })
const talk = createRoute({ getParentRoute: () => network, path: 'reihen/$series/$date', component: lazyRouteComponent(() => import('../../spaces/network/series/talk-page.tsx'), 'TalkPage') })

export const seriesPages = [dates, allSeries, newSeries, series, seriesSettings, talk]
