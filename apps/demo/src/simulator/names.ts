import { institutionNumber } from './check-digits.ts'

/** Words of which the simulator invents people. Names are common ones, put together by chance; towns, streets with their numbers,
 *  insurers and hospitals do not exist. */
export const familyNames = words(`
  Ahlers Albrecht Bäcker Bärwald Baumgärtner Behrens Böhmer Böttcher Brückner Bühler Çelik Dörfler Döring Ebert Eichhörn
  Engelhardt Fährmann Fröhlich Fuchs Fürst Gärtner Göbel Gößmann Großkopf Grünwald Günther Häfner Hägele Hänsel Heinß
  Höfer Hübner Jäger Jürgens Kästner Köhler König Körber Köster Krämer Krüger Kühn Küster Lämmle Löffler Lübke Mäder
  Möller Mühlbauer Müller Nägele Nößner Öhlschläger Özdemir Pfäffle Pröll Quäck Rädler Römer Rößler Rühl Sämann Schäfer
  Schlüter Schöne Schröder Schütte Söder Späth Stöckl Süß Täuber Thönnes Tröger Übelacker Vögele Völker Wächter Weiß
  Wölfel Würfel Zängerle Zöllner Meyer Schmidt Weber Wagner Becker Hoffmann Richter
`)

export const womensNames = words(`
  Änne Anneliese Bärbel Birgit Brünhild Cäcilie Cläre Dörte Elfriede Emine Erika Françoise Frauke Gerda Gesine Grete
  Hannelore Hedwig Heike Helga Ida Ilse Ingeborg Jördis Käthe Katharina Kerstin Lieselotte Lina Mareike Margarethe
  Marlene Merle Mira Noëmi Ottilie Petra Renate Rosemarie Sabine Sigrid Sophie Svenja Tünde Ursula Wiebke Yasemin Zoë
`)

export const mensNames = words(`
  Achim Albrecht Anton Björn Bodo Burkhard Cem Christoph Dieter Dietrich Eberhard Emil Erich Eugen Fjölnir Florian
  Friedrich Götz Günter Gustav Hans-Jürgen Heinz Hermann Holger Horst Ingo Jakob Jens Jörg Jürgen Kai-Uwe Karl-Heinz
  Klaus Knut Kurt Lothar Lüder Manfred Matthias Noah Ole Ömer Otto Paul Rüdiger René Siegfried Sören Torben Uwe Volker
  Wilhelm Wolfgang
`)

export const streets = [
  'Ahornweg', 'Am Alten Güterbahnhof', 'Am Mühlgraben', 'An der Röhre', 'Bäckergasse', 'Birkenstraße', 'Brückenstraße',
  'Dünenweg', 'Eschenallee', 'Föhrenweg', 'Gänseanger', 'Gartenstraße', 'Große Gasse', 'Grüner Weg', 'Hafenstraße',
  'Höhenring', 'Im Löwental', 'Jägerstraße', 'Käthe-Paulus-Straße', 'Kirchplatz', 'Königsbergstraße', 'Krähenwinkel',
  'Lindenstraße', 'Löwenstraße', 'Markt', 'Mühlenstraße', 'Nördlicher Ring', 'Obere Bühlstraße', 'Ölmühlweg',
  'Poststraße', 'Querstraße', 'Rosengasse', 'Röntgenstraße', 'Schloßplatz', 'Schützenstraße', 'Seestraße',
  'Straße der Einheit', 'Südtangente', 'Tannenweg', 'Ufergasse', 'Über den Höfen', 'Vogelsang', 'Wäschbachweg',
  'Ziegelhüttenweg',
] as const

export const towns: readonly (readonly [postcode: string, name: string])[] = [
  ['97980', 'Weißenthal'],
  ['97981', 'Königsroth'],
  ['97993', 'Bad Köhlgrund'],
  ['86099', 'Nördlingsbrück'],
  ['86098', 'Süßenau'],
  ['28199', 'Überseehausen'],
  ['28198', 'Moorlände'],
  ['24199', 'Schöningsholm'],
  ['01099', 'Elbgärten'],
  ['44099', 'Röhlinghofen'],
  ['79099', 'Höllentalstätten'],
  ['99099', 'Groß Löwenrode'],
  ['15899', 'Spreewörth'],
  ['66099', 'Saarmühlen'],
]

export const insurers: readonly { readonly name: string; readonly number: string; readonly statutory: boolean }[] = [
  { name: 'Brückenkasse', number: institutionNumber('10993001'), statutory: true },
  { name: 'Nordkasse - die Krankenkasse', number: institutionNumber('10993002'), statutory: true },
  { name: 'Betriebskasse Süd', number: institutionNumber('10993003'), statutory: true },
  { name: 'Landeskasse Mitte', number: institutionNumber('10993004'), statutory: true },
  { name: 'Handwerkskasse Röhlinghofen', number: institutionNumber('10993005'), statutory: true },
  { name: 'Privatversicherung Löwe AG', number: institutionNumber('16893001'), statutory: false },
]

export const nobiliary = ['von', 'von der', 'zu', 'Freiherr von', 'Gräfin von'] as const

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
