const pairs =
  'ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU AUTAT AZEAZ BDIBI BELBE BENBJ BESBQ ' +
  'BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO BRABR BRBBB BRNBN BTNBT BVTBV BWABW CAFCF CANCA CCKCC CHECH ' +
  'CHLCL CHNCN CIVCI CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK ' +
  'DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI ' +
  'GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN ' +
  'IOTIO IRLIE IRNIR IRQIQ ISLIS ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB ' +
  'LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH MKDMK MLIML MLTMT ' +
  'MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE NFKNF NGANG NICNI NIUNU NLDNL NORNO ' +
  'NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO ' +
  'RUSRU RWARW SAUSA SDNSD SENSN SGPSG SGSGS SHNSH SJMSJ SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI ' +
  'SWESE SWZSZ SXMSX SYCSC SYRSY TCATC TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG ' +
  'UKRUA UMIUM URYUY USAUS UZBUZ VATVA VCTVC VENVE VGBVG VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW'

// ISO 3166-1: three letters, then two.
const byAlpha3 = new Map(pairs.split(' ').map(pair => [pair.slice(0, 3), pair.slice(3)]))
const alpha2 = new Set(byAlpha3.values())

// The signs German registers use where they differ from ISO. Source: DEÜV Anlage 8.
const byGermanSign = new Map(
  Object.entries({
    D: 'DE',
    A: 'AT',
    B: 'BE',
    E: 'ES',
    F: 'FR',
    H: 'HU',
    I: 'IT',
    J: 'JP',
    L: 'LU',
    M: 'MT',
    N: 'NO',
    P: 'PT',
    S: 'SE',
    T: 'TH',
  }),
)

const byName = new Map<string, string>()
for (const language of ['en', 'de']) {
  const names = new Intl.DisplayNames([language], { type: 'region' })
  for (const code of alpha2) byName.set((names.of(code) ?? code).toLowerCase(), code)
}

/** The two letters of ISO 3166-1 for a country sent by its two or three letters, its German sign (D, A, …), or its German or English
 *  name; undefined where it is none of them. */
export function countryOf(sent: string): string | undefined {
  const code = sent.toUpperCase()
  if (alpha2.has(code)) return code
  return byAlpha3.get(code) ?? byGermanSign.get(code) ?? byName.get(sent.toLowerCase())
}

const germanStates = new Set('BW BY BE BB HB HH HE MV NI NW RP SL SN ST SH TH'.split(' '))

/** A German state by ISO 3166-2, sent as `BY`, `DE-BY` or `XA-DE-BY`; undefined where it is none. */
export function germanStateOf(sent: string): string | undefined {
  const code = sent.toUpperCase().replace(/^(?:XA-)?DE-/, '')
  return germanStates.has(code) ? `DE-${code}` : undefined
}
