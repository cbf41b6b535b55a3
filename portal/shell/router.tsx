import { createRoute, createRouter, lazyRouteComponent, Outlet, redirect, retainSearchParams } from '@tanstack/react-router'
import { administers, carriersWith, firstPageAt, pagesAt } from '../client/carrier-pages.ts'
import { fetchNewsPath } from '../client/notifications.ts'
import { isOwnPath } from '../client/own-path.ts'
import { firstPage } from '../client/spaces-of.ts'
import { readCalendarSearch } from '../spaces/carrier/calendar/calendar-search.ts'
import { readWardSearch } from '../spaces/clinic/ward-search.ts'
import { SignInPage } from '../spaces/entrance/sign-in-page.tsx'
import { Crash } from './crash.tsx'
import { Frame } from './frame.tsx'
import { Loading } from './loading.tsx'
import { networkPages } from './network/network-pages.ts'
import { NotFound } from './not-found.tsx'
import { me, root, type RouterContext } from './root-route.tsx'

const signIn = createRoute({
  getParentRoute: () => root,
  path: 'anmelden',
  component: SignInPage,
  // `weiter` is what the hub's own redirections say.
  validateSearch: (search: Record<string, unknown>): { zurueck?: string | undefined; refused?: string | undefined } => ({
    zurueck: [search['zurueck'], search['weiter']].find(isOwnPath), refused: typeof search['refused'] === 'string' ? search['refused'] : undefined,
  }),
  beforeLoad: async ({ context, search, location }) => {
    // Where the hub does not answer, the page itself says so.
    const who = await me(context).catch(() => null)
    if (who !== null) throw redirect({ href: `${search.zurueck ?? '/'}${search.zurueck === undefined || location.hash === '' ? '' : `#${location.hash}`}` })
  },
})

const refusedOutside = createRoute({
  getParentRoute: () => root,
  path: 'sign-in',
  validateSearch: (search: Record<string, unknown>): { refused?: string | undefined } => ({ refused: typeof search['refused'] === 'string' ? search['refused'] : undefined }),
  beforeLoad: ({ search }) => {
    throw redirect({ to: '/anmelden', search })
  },
})

const start = createRoute({ getParentRoute: () => root, path: 'start', component: lazyRouteComponent(() => import('../spaces/entrance/start-page.tsx'), 'StartPage') })
const setUp = createRoute({ getParentRoute: () => root, path: 'einrichten', component: lazyRouteComponent(() => import('../spaces/entrance/set-up-page.tsx'), 'SetUpPage') })

/** Where the QR code of a letter leads, with the code in the fragment: to the account that is here, else to a new one. */
const redeem = createRoute({
  getParentRoute: () => root,
  path: 'verknuepfen',
  beforeLoad: async ({ context, location }) => {
    throw redirect({ to: await me(context) === null ? '/start' : '/meine/krankenhaeuser/neu', hash: location.hash })
  },
})

/** Finding and booking without an account. */
const guestFinder = createRoute({ getParentRoute: () => root, path: 'buchen', component: lazyRouteComponent(() => import('../spaces/guest/guest-finder-page.tsx'), 'GuestFinderPage') })
const guestBooking = createRoute({ getParentRoute: () => root, path: 'buchen/$carrier/$service', component: lazyRouteComponent(() => import('../spaces/guest/guest-booking-page.tsx'), 'GuestBookingPage') })
const guestOpen = createRoute({ getParentRoute: () => root, path: 'buchung', component: lazyRouteComponent(() => import('../spaces/guest/guest-open-page.tsx'), 'GuestOpenPage') })
/** What notices of appointments lead to. */
const toldAppointment = createRoute({
  getParentRoute: () => root,
  path: 'termine/$carrier/$id',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/meine/termin/$carrier/$id', params })
  },
})

const appConsent = createRoute({
  getParentRoute: () => root,
  path: 'freigabe/$uid',
  component: lazyRouteComponent(() => import('../spaces/entrance/app-consent-page.tsx'), 'AppConsentPage'),
  beforeLoad: async ({ context, location }) => {
    if (await me(context) === null) throw redirect({ to: '/anmelden', search: { zurueck: location.href } })
  },
})

const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Frame,
  beforeLoad: async ({ context, location }) => {
    const who = await me(context)
    if (who === null) throw redirect({ to: '/anmelden', search: location.pathname === '/' ? {} : { zurueck: location.href } })
    return { me: who }
  },
})

const home = createRoute({
  getParentRoute: () => frame,
  path: '/',
  beforeLoad: ({ context: { me } }) => {
    const page = firstPage(me)
    const network = page === '/konto' ? me.networks?.[0] : undefined
    if (network === undefined) throw redirect({ to: page })
    throw redirect({ to: network.permissions.includes('network.edit') ? '/netz/$network/redaktion' : '/netzverwaltung/$network', params: { network: network.slug } })
  },
})

const leitstand = createRoute({
  getParentRoute: () => frame,
  path: 'leitstand',
  component: lazyRouteComponent(() => import('../spaces/operator/leitstand-page.tsx'), 'LeitstandPage'),
})

const problems = createRoute({
  getParentRoute: () => frame,
  path: 'leitstand/fehler/$carrier',
  component: lazyRouteComponent(() => import('../spaces/operator/problems-page.tsx'), 'ProblemsPage'),
  validateSearch: (search: Record<string, unknown>): { ref?: string | undefined } => ({ ref: typeof search['ref'] === 'string' ? search['ref'] : undefined }),
})

const outbound = createRoute({ getParentRoute: () => frame, path: 'leitstand/rueckweg/$carrier', component: lazyRouteComponent(() => import('../spaces/operator/outbound-page.tsx'), 'OutboundPage') })

const houses = createRoute({
  getParentRoute: () => frame,
  path: 'haus',
  beforeLoad: ({ context }) => {
    const first = context.me.carriers.find(({ permissions }) => permissions.includes('ward.read'))
    if (first !== undefined) throw redirect({ to: '/haus/$carrier', params: { carrier: first.slug } })
  },
  component: NotFound,
})

const house = createRoute({
  getParentRoute: () => frame,
  path: 'haus/$carrier',
  component: lazyRouteComponent(() => import('../spaces/clinic/carrier-frame.tsx'), 'CarrierFrame'),
})

/** Not within the house's frame, which follows the wards. */
const receivedForms = createRoute({ getParentRoute: () => frame, path: 'haus/$carrier/formulare', component: lazyRouteComponent(() => import('../spaces/clinic/forms/received-forms-page.tsx'), 'ReceivedFormsPage') })
const receivedForm = createRoute({ getParentRoute: () => frame, path: 'haus/$carrier/formulare/$response', component: lazyRouteComponent(() => import('../spaces/clinic/forms/received-form-page.tsx'), 'ReceivedFormPage') })

const housePatient = createRoute({ getParentRoute: () => frame, path: 'haus/$carrier/patient/$patient', component: lazyRouteComponent(() => import('../spaces/clinic/patient-page.tsx'), 'PatientPage') })

/** Pages that services have for staff. */
const extras = createRoute({ getParentRoute: () => frame, path: 'zusatzdienste', component: lazyRouteComponent(() => import('../spaces/extras/extras-page.tsx'), 'ExtrasPage') })
const extra = createRoute({ getParentRoute: () => frame, path: 'zusatzdienste/$carrier/$plug/$slot', component: lazyRouteComponent(() => import('../spaces/extras/extra-page.tsx'), 'ExtraPage') })

const houseIndex = createRoute({
  getParentRoute: () => house,
  path: '/',
  component: lazyRouteComponent(() => import('../spaces/clinic/house-page.tsx'), 'HousePage'),
})

const wardPage = lazyRouteComponent(() => import('../spaces/clinic/ward-page.tsx'), 'WardPage')
const site = createRoute({ getParentRoute: () => house, path: '$site', component: wardPage, validateSearch: readWardSearch })
const ward = createRoute({ getParentRoute: () => house, path: '$site/$ward', component: wardPage, validateSearch: readWardSearch })

/** A carrier's administration and desk. `traeger`, `empfang` and `notfall` lead to the first carrier where the account has them. */
const carrierSpaces = createRoute({
  getParentRoute: () => frame,
  path: 'traeger',
  beforeLoad: ({ context: { me } }) => {
    const first = me.carriers.find(({ slug }) => administers({ ...me, carriers: me.carriers.filter(one => one.slug === slug) })) ?? me.carriers.find(({ slug }) => pagesAt(me, slug).length > 0)
    if (first !== undefined) throw redirect({ to: '/traeger/$carrier', params: { carrier: first.slug } })
  },
  component: NotFound,
})
const carrierSpace = createRoute({ getParentRoute: () => frame, path: 'traeger/$carrier', component: lazyRouteComponent(() => import('../spaces/carrier/carrier-space.tsx'), 'CarrierSpace') })
const carrierIndex = createRoute({
  getParentRoute: () => carrierSpace,
  path: '/',
  beforeLoad: ({ context: { me }, params: { carrier } }) => {
    const page = firstPageAt(me, carrier)
    if (page !== undefined) throw redirect({ to: `/traeger/$carrier/${page}`, params: { carrier } })
  },
})
const carrierPeople = createRoute({ getParentRoute: () => carrierSpace, path: 'personen', component: lazyRouteComponent(() => import('../spaces/carrier/people-page.tsx'), 'PeoplePage') })
const carrierDuplicates = createRoute({ getParentRoute: () => carrierSpace, path: 'dubletten', component: lazyRouteComponent(() => import('../spaces/carrier/duplicates-page.tsx'), 'DuplicatesPage') })
const carrierReviews = createRoute({ getParentRoute: () => carrierSpace, path: 'notfallzugriffe', component: lazyRouteComponent(() => import('../spaces/carrier/reviews-page.tsx'), 'ReviewsPage') })
const carrierApps = createRoute({ getParentRoute: () => carrierSpace, path: 'apps', component: lazyRouteComponent(() => import('../spaces/carrier/clients-page.tsx'), 'ClientsPage') })
const carrierMarket = createRoute({ getParentRoute: () => carrierSpace, path: 'dienste', component: lazyRouteComponent(() => import('../spaces/carrier/marketplace/market-page.tsx'), 'MarketPage') })
const carrierForms = createRoute({ getParentRoute: () => carrierSpace, path: 'formulare', component: lazyRouteComponent(() => import('../spaces/carrier/forms/forms-page.tsx'), 'FormsPage') })
const carrierForm = createRoute({ getParentRoute: () => carrierSpace, path: 'formulare/$id', component: lazyRouteComponent(() => import('../spaces/carrier/forms/builder-page.tsx'), 'BuilderPage') })
const carrierKeys = createRoute({ getParentRoute: () => carrierSpace, path: 'schluessel', component: lazyRouteComponent(() => import('../spaces/carrier/keys-page.tsx'), 'KeysPage') })
const carrierSignIn = createRoute({ getParentRoute: () => carrierSpace, path: 'anmeldung', component: lazyRouteComponent(() => import('../spaces/carrier/providers-page.tsx'), 'ProvidersPage') })
const carrierLog = createRoute({ getParentRoute: () => carrierSpace, path: 'protokoll', component: lazyRouteComponent(() => import('../spaces/carrier/log-page.tsx'), 'LogPage') })
const carrierSettings = createRoute({ getParentRoute: () => carrierSpace, path: 'einstellungen', component: lazyRouteComponent(() => import('../spaces/carrier/settings-page.tsx'), 'SettingsPage') })
const desk = createRoute({ getParentRoute: () => carrierSpace, path: 'empfang', component: lazyRouteComponent(() => import('../spaces/desk/desk-page.tsx'), 'DeskPage') })
const calendar = createRoute({
  getParentRoute: () => carrierSpace,
  path: 'kalender',
  component: lazyRouteComponent(() => import('../spaces/carrier/calendar/calendar-page.tsx'), 'CalendarPage'),
  validateSearch: readCalendarSearch,
})
const emergency = createRoute({ getParentRoute: () => carrierSpace, path: 'notfall', component: lazyRouteComponent(() => import('../spaces/clinic/emergency-page.tsx'), 'EmergencyPage') })
const desks = createRoute({
  getParentRoute: () => frame,
  path: 'empfang',
  beforeLoad: ({ context: { me } }) => {
    const [first] = carriersWith(me, 'empfang')
    if (first !== undefined) throw redirect({ to: '/traeger/$carrier/empfang', params: { carrier: first.slug } })
  },
  component: NotFound,
})
const calendars = createRoute({
  getParentRoute: () => frame,
  path: 'kalender',
  beforeLoad: ({ context: { me } }) => {
    const [first] = carriersWith(me, 'kalender')
    if (first !== undefined) throw redirect({ to: '/traeger/$carrier/kalender', params: { carrier: first.slug } })
  },
  component: NotFound,
})
const emergencies = createRoute({
  getParentRoute: () => frame,
  path: 'notfall',
  beforeLoad: ({ context: { me } }) => {
    const [first] = carriersWith(me, 'notfall')
    if (first !== undefined) throw redirect({ to: '/traeger/$carrier/notfall', params: { carrier: first.slug } })
  },
  component: NotFound,
})
const platformPeople = createRoute({ getParentRoute: () => frame, path: 'leitstand/personen', component: lazyRouteComponent(() => import('../spaces/operator/platform-people-page.tsx'), 'PlatformPeoplePage') })
const networkPeople = createRoute({ getParentRoute: () => frame, path: 'netzverwaltung/$network', component: lazyRouteComponent(() => import('../spaces/operator/network-people-page.tsx'), 'NetworkPeoplePage') })
const platformLog = createRoute({ getParentRoute: () => frame, path: 'leitstand/protokoll', component: lazyRouteComponent(() => import('../spaces/operator/platform-log-page.tsx'), 'PlatformLogPage') })

const account = createRoute({ getParentRoute: () => frame, path: 'konto', component: lazyRouteComponent(() => import('../spaces/account/ways-in-page.tsx'), 'WaysInPage') })
const devices = createRoute({ getParentRoute: () => frame, path: 'konto/geraete', component: lazyRouteComponent(() => import('../spaces/account/devices-page.tsx'), 'DevicesPage') })
const apps = createRoute({ getParentRoute: () => frame, path: 'konto/apps', component: lazyRouteComponent(() => import('../spaces/account/apps-page.tsx'), 'AppsPage') })
const notifications = createRoute({ getParentRoute: () => frame, path: 'konto/benachrichtigungen', component: lazyRouteComponent(() => import('../spaces/account/notifications-page.tsx'), 'NotificationsPage') })
const platformBrokers = createRoute({ getParentRoute: () => frame, path: 'leitstand/dienste', component: lazyRouteComponent(() => import('../spaces/operator/brokers-page.tsx'), 'BrokersPage') })
const platformMail = createRoute({ getParentRoute: () => frame, path: 'leitstand/mails', component: lazyRouteComponent(() => import('../spaces/operator/mail-page.tsx'), 'MailPage') })
/** Where the link of a mail leads, which says nothing itself: after signing in, to what there is to read. */
const news = createRoute({
  getParentRoute: () => frame,
  path: 'neues/$token',
  beforeLoad: async ({ params }) => {
    const path = await fetchNewsPath(params.token).catch(() => '/')
    throw redirect({ href: isOwnPath(path) ? path : '/' })
  },
})

/** The patient's space; `fuer` is the person it is about, and stays from page to page. */
const mine = createRoute({
  getParentRoute: () => frame,
  path: 'meine',
  component: Outlet,
  validateSearch: (search: Record<string, unknown>): { fuer?: string | undefined } => ({ fuer: typeof search['fuer'] === 'string' ? search['fuer'] : undefined }),
  search: { middlewares: [retainSearchParams(['fuer'])] },
})
const mineHome = createRoute({ getParentRoute: () => mine, path: '/', component: lazyRouteComponent(() => import('../spaces/patient/home-page.tsx'), 'HomePage') })
const hospitals = createRoute({ getParentRoute: () => mine, path: 'krankenhaeuser', component: lazyRouteComponent(() => import('../spaces/patient/hospitals-page.tsx'), 'HospitalsPage') })
const linkHospital = createRoute({ getParentRoute: () => mine, path: 'krankenhaeuser/neu', component: lazyRouteComponent(() => import('../spaces/patient/link-hospital-page.tsx'), 'LinkHospitalPage') })
const relatives = createRoute({ getParentRoute: () => mine, path: 'angehoerige', component: lazyRouteComponent(() => import('../spaces/patient/relatives-page.tsx'), 'RelativesPage') })
const invite = createRoute({ getParentRoute: () => mine, path: 'angehoerige/einladen', component: lazyRouteComponent(() => import('../spaces/patient/invite-page.tsx'), 'InvitePage') })
const appointments = createRoute({ getParentRoute: () => mine, path: 'termine', component: lazyRouteComponent(() => import('../spaces/patient/appointments-page.tsx'), 'AppointmentsPage') })
const finder = createRoute({ getParentRoute: () => mine, path: 'termine/neu', component: lazyRouteComponent(() => import('../spaces/patient/finder-page.tsx'), 'FinderPage') })
const booking = createRoute({
  getParentRoute: () => mine,
  path: 'termine/neu/$carrier/$service',
  component: lazyRouteComponent(() => import('../spaces/patient/booking-page.tsx'), 'BookingPage'),
  validateSearch: (search: Record<string, unknown>): { verschieben?: string | undefined } => ({ verschieben: typeof search['verschieben'] === 'string' ? search['verschieben'] : undefined }),
})
const appointment = createRoute({ getParentRoute: () => mine, path: 'termin/$carrier/$id', component: lazyRouteComponent(() => import('../spaces/patient/appointment-page.tsx'), 'AppointmentPage') })
const forms = createRoute({ getParentRoute: () => mine, path: 'formulare', component: lazyRouteComponent(() => import('../spaces/patient/form/forms-page.tsx'), 'FormsPage') })
const form = createRoute({
  getParentRoute: () => mine,
  path: 'formular/$carrier/$patient/$response',
  component: lazyRouteComponent(() => import('../spaces/patient/form/form-page.tsx'), 'FormPage'),
  validateSearch: (search: Record<string, unknown>): { frage?: string | undefined } => ({ frage: typeof search['frage'] === 'string' ? search['frage'] : undefined }),
})
const consents = createRoute({ getParentRoute: () => mine, path: 'freigaben', component: lazyRouteComponent(() => import('../spaces/patient/consents-page.tsx'), 'ConsentsPage') })
const newConsent = createRoute({ getParentRoute: () => mine, path: 'freigaben/neu', component: lazyRouteComponent(() => import('../spaces/patient/new-consent-page.tsx'), 'NewConsentPage') })
const accessLog = createRoute({ getParentRoute: () => mine, path: 'zugriffe', component: lazyRouteComponent(() => import('../spaces/patient/access-log-page.tsx'), 'AccessLogPage') })

const tree = root.addChildren([
  signIn, refusedOutside, start, setUp, redeem, appConsent, guestFinder, guestBooking, guestOpen, toldAppointment,
  networkPages,
  frame.addChildren([
    account, devices, apps, notifications, news, platformMail, mine.addChildren([mineHome, appointments, finder, booking, appointment, forms, form, hospitals, linkHospital, relatives, invite, consents, newConsent, accessLog]),
    carrierSpaces, desks, calendars, emergencies, platformPeople, networkPeople, platformLog, platformBrokers,
    carrierSpace.addChildren([carrierIndex, carrierPeople, carrierDuplicates, carrierReviews, carrierApps, carrierMarket, carrierForms, carrierForm, carrierKeys, carrierSignIn, carrierLog, carrierSettings, desk, calendar, emergency]),
    home, leitstand, problems, outbound, houses, extras, extra, housePatient, receivedForms, receivedForm, house.addChildren([houseIndex, site, ward]),
  ]),
])

export function createPortalRouter(context: RouterContext) {
  const router = createRouter({
    routeTree: tree,
    context,
    defaultPreload: 'intent',
    defaultPendingMs: 300,
    defaultPendingComponent: Loading,
    defaultErrorComponent: Crash,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  })
  // After a change of page the focus goes to its heading, so that a screen reader says where one is.
  router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
    if (fromLocation !== undefined && pathChanged) document.querySelector('h1')?.focus({ preventScroll: true })
  })
  return router
}

declare module '@tanstack/react-router' {
  interface Register { router: ReturnType<typeof createPortalRouter> }
}
