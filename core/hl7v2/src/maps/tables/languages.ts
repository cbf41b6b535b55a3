const pairs =
  'aaraa abkab afraf akaak albsq amham araar argan armhy asmas avaav aveae aymay azeaz bakba bambm baqeu belbe benbn bihbh bisbi ' +
  'bodbo bosbs brebr bulbg burmy catca cescs chach chece chizh chucu chvcv corkw cosco crecr cymcy czecs danda deude divdv dutnl ' +
  'dzodz ellel engen epoeo estet euseu eweee faofo fasfa fijfj finfi frafr frefr fryfy fulff geoka gerde glagd glega glggl glvgv ' +
  'greel grngn gujgu hatht hauha hebhe herhz hinhi hmoho hrvhr hunhu hyehy iboig iceis idoio iiiii ikuiu ileie inaia indid ipkik ' +
  'islis itait javjv jpnja kalkl kankn kasks katka kaukr kazkk khmkm kikki kinrw kirky komkv konkg korko kuakj kurku laolo latla ' +
  'lavlv limli linln litlt ltzlb lublu luglg macmk mahmh malml maomi marmr mayms mkdmk mlgmg mltmt monmn mrimi msams myamy nauna ' +
  'navnv nblnr ndend ndong nepne nldnl nnonn nobnb norno nyany ocioc ojioj orior ormom ossos panpa perfa plipi polpl porpt pusps ' +
  'quequ rohrm ronro rumro runrn rusru sagsg sansa sinsi slksk slosk slvsl smese smosm snasn sndsd somso sotst spaes sqisq srdsc ' +
  'srpsr sswss sunsu swasw swesv tahty tamta tattt telte tgktg tgltl thath tibbo tirti tonto tsntn tsots tuktk turtr twitw uigug ' +
  'ukruk urdur uzbuz venve vievi volvo welcy wlnwa wolwo xhoxh yidyi yoryo zhaza zhozh zulzu'

// ISO 639-2 (both forms): three letters, then the two of ISO 639-1.
const byAlpha3 = new Map(pairs.split(' ').map(pair => [pair.slice(0, 3), pair.slice(3)]))
const alpha2 = new Set(byAlpha3.values())

/** The BCP 47 tag of a language sent by the letters of ISO 639 (`DEU`, `GER`, `de`, `de-AT`); undefined where it is none. */
export function languageOf(sent: string): string | undefined {
  const code = sent.toLowerCase()
  if (alpha2.has(code)) return code
  // The sign of the country, which German systems send for the language too.
  if (code === 'd') return 'de'
  const known = byAlpha3.get(code)
  if (known !== undefined) return known
  const region = /^([a-z]{2})[-_]([a-z]{2})$/.exec(code)
  return region && alpha2.has(region[1]!) ? `${region[1]}-${region[2]!.toUpperCase()}` : undefined
}
