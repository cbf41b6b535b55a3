import { integerKey, portKey } from '@steckwerk/kernel'

/** Settings of the demo region beside the hub's. docs/configuration.md is made from this table. */
export const demoKeys = {
  kisBase: portKey('STECKWERK_KIS_BASE', 2675, 'Port where the first demo carrier\'s simulated calendar takes appointments; the next carriers take the next ports.'),
  mllpBase: portKey('STECKWERK_MLLP_BASE', 2575, 'Port of the first demo carrier\'s channel; the next carriers take the next ports.'),
  appPort: portKey('STECKWERK_DEMO_APP_PORT', 8090, 'Port of the demo\'s SMART app; where it is taken, the demo goes on without the app.'),
  vendorPort: portKey('STECKWERK_DEMO_VENDOR_PORT', 8096, 'Port of the demo\'s invented vendor, who runs a rival service and its broker; where it is taken, the demo goes on without the vendor.'),
  rate: integerKey('STECKWERK_DEMO_RATE', 4, 'Messages the simulated hospitals send.', 'messages a second and carrier', 0, 5000),
  seed: integerKey('STECKWERK_DEMO_SEED', 1, 'Seed of the simulated hospital day; the same seed gives the same people.', 'number', 0, 2_147_483_647),
} as const
