import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { barcampPages } from './barcamp-routes.ts'
import { directoryPages } from './directory-routes.ts'
import { editorPages } from './editor-routes.ts'
import { groupPages } from './group-routes.ts'
import { maturityPages } from './maturity-routes.ts'
import { meetingPages } from './meeting-routes.ts'
import { network } from './network-route.ts'
import { pollPages } from './poll-routes.ts'
import { newsPages } from './news-routes.ts'
import { searchPages } from './search-routes.ts'
import { seriesPages } from './series-routes.ts'
import { surveyPages } from './survey-routes.ts'
import { undertakingPages } from './undertaking-routes.ts'

const networkStart = createRoute({ getParentRoute: () => network, path: '/', component: lazyRouteComponent(() => import('../../spaces/network/network-start-page.tsx'), 'NetworkStartPage') })

export const networkPages = network.addChildren([networkStart, ...searchPages, ...newsPages, ...directoryPages, ...editorPages, ...barcampPages, ...undertakingPages, ...groupPages, ...pollPages, ...surveyPages, ...seriesPages, ...meetingPages, maturityPages])
