/** Words as they are compared: without case, accents and umlauts, however those are written: "Südhöhe", "Suedhoehe" and "SUDHOHE" are one. */
export function folded(text: string): string {
  // Behind a vowel or q an e belongs to the next sound: "neue", "Bauer", "Quelle".
  return text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss').replaceAll(/(?<![aeiouyq])([aou])e/g, '$1')
}

/** An s only where one can be an ending: "Haus" keeps its own. Source: Snowball's valid s-endings. */
const endings = /(?:innen|issen|isse|ungen|erin|ung|ern|is|en|em|er|es|e|n|(?<=[bdfghklmnrt])s)$/

/** What is left of a folded word without its ending, as far as it stays a word: "Kliniken", "Klinik" and "Klinikum" begin alike. */
export function stem(word: string): string {
  const short = word.replace(endings, '')
  return short.length >= 3 ? short : word
}

export function wordsOf(text: string): readonly string[] {
  return folded(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

const listed = (words: string): ReadonlySet<string> => new Set(wordsOf(words))

/** Words that stand everywhere and say nothing of what is looked for. */
const functionWords = listed(`aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bereits bin bis bitte da dabei damit dann das dass dazu dein dem den denn der des
  dich die dies diese diesem diesen dieser dieses dir doch dort du durch eben ein eine einem einen einer eines er es etwas euch euer eure für gar gegen gerade gern gerne ganz habe haben hat hatte hätte
  hier ich ihm ihn ihnen ihr ihre ihrem ihren im immer in ins irgendwer irgendwo ist ja jede jedem jeden jeder jedes jemand jemandem jemanden jetzt kann kein keine keinen können könnte mal man mehr mein meine mich mir mit
  muss müssen nach nicht noch nur ob oder ohne schon sehr sein seine seit sich sie sind so soll sollte solche über um und uns unser unsere unter vom von vor war wäre warum was wegen weil welche welchem
  welchen welcher welches wem wen wenn wer werde werden wie wieder wieso wir wird wo wofür wohin womit worden wurde wurden zu zum zur zwischen
  a about already an and are at by did do does for from has have how i is it of on or that the this to was we what where who why with you`)

/** What questions are made of: "Wer hat das schon gelöst?", "Wo gibt es …?", "Suche jemanden, der … kennt". */
const questionWords = listed(`brauche brauchen braucht erfahrung erfahrungen geben gelöst gemacht gibt gibts hilft hilfe helfen kennen kennt lösen löst lösung lösungen mache machen macht suche suchen sucht
  umgesetzt weiß weiss wissen finde finden findet geschafft gelungen problem anyone experience help knows solved`)

/** What somebody looks for: the words that count of what they wrote, at most twelve. Of a question its subject; where nothing else is there, what it asks. */
export function wantedWords(query: string): readonly string[] {
  const words = [...new Set(wordsOf(query))].filter((word) => word.length > 1 && !functionWords.has(word))
  const subject = words.filter((word) => !questionWords.has(word))
  return (subject.length > 0 ? subject : words).slice(0, 12)
}
