import { useLingui } from '@lingui/react/macro'

/** What is said of an organization, field by field, in words. */
export function useFieldWords(): (field: string) => string {
  const { t } = useLingui()
  const words: Readonly<Record<string, string>> = {
    name: t`Name`, kind: t`Art`, street: t`Straße`, postalCode: t`Postleitzahl`, city: t`Ort`, position: t`Lage auf der Karte`, latitude: t`Breitengrad`, longitude: t`Längengrad`, website: t`Internetseite`,
    about: t`Über die Einrichtung`, topics: t`Themen`, offers: t`Bietet an`, needs: t`Sucht`, endpoints: t`Technische Adressen`, fhir: t`FHIR-Adresse`, dicomweb: t`DICOMweb-Adresse`, kim: t`KIM-Adresse`, id: t`Kennung`,
  }
  return field => words[field] ?? field
}

/** What stands in a field, as one text; '' = nothing. */
export function useFieldText(): (facts: object, field: string) => string {
  const { t, i18n } = useLingui()
  const degrees = new Intl.NumberFormat(i18n.locale, { maximumFractionDigits: 5 })
  return (facts, field) => {
    const value = (facts as Readonly<Record<string, unknown>>)[field]
    if (value === undefined || value === null) return ''
    if (Array.isArray(value)) return value.map((one: unknown) => (typeof one === 'string' ? one : (one as { address: string }).address)).join(', ')
    if (typeof value === 'object') {
      const position = value as { latitude: number; longitude: number }
      const [latitude, longitude] = [degrees.format(position.latitude), degrees.format(position.longitude)]
      return t`${latitude}° Nord, ${longitude}° Ost`
    }
    return typeof value === 'string' ? value : ''
  }
}
