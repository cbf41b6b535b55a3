/** Canonical URLs of identifier and code systems in German hospitals.
 *  Sources: German base profiles 1.6, ISiK Stufe 4, KBV and gematik naming systems. */
export const systems = Object.freeze({
  kvnr: 'http://fhir.de/sid/gkv/kvid-10',
  kvnrPrivate: 'http://fhir.de/sid/pkv/kvid-10',
  iknr: 'http://fhir.de/sid/arge-ik/iknr',
  standortnummer: 'http://fhir.de/sid/dkgev/standortnummer',
  lanr: 'https://fhir.kbv.de/NamingSystem/KBV_NS_Base_ANR',
  bsnr: 'https://fhir.kbv.de/NamingSystem/KBV_NS_Base_BSNR',
  telematikId: 'https://gematik.de/fhir/sid/telematik-id',
  pzn: 'http://fhir.de/CodeSystem/ifa/pzn',
  icd10gm: 'http://fhir.de/CodeSystem/bfarm/icd-10-gm',
  ops: 'http://fhir.de/CodeSystem/bfarm/ops',
  atc: 'http://fhir.de/CodeSystem/bfarm/atc',
  fachabteilung: 'http://fhir.de/CodeSystem/dkgev/Fachabteilungsschluessel',
  fachabteilungErweitert: 'http://fhir.de/CodeSystem/dkgev/Fachabteilungsschluessel-erweitert',
  kontaktebene: 'http://fhir.de/CodeSystem/Kontaktebene',
  // "dgkev" is how it was published
  aufnahmeanlass: 'http://fhir.de/CodeSystem/dgkev/Aufnahmeanlass',
  kdl: 'http://dvmd.de/fhir/CodeSystem/kdl',
  fachrichtung: 'http://ihe-d.de/CodeSystems/AerztlicheFachrichtungen',
  identifierTypeDe: 'http://fhir.de/CodeSystem/identifier-type-de-basis',
  identifierType: 'http://terminology.hl7.org/CodeSystem/v2-0203',
  locationPhysicalType: 'http://terminology.hl7.org/CodeSystem/location-physical-type',
})
