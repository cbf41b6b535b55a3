import { foldName } from './name.ts'

/** Short forms and forms of one given name, small on purpose: what is here counts as less than the same name and more than another one.
 *  A name may stand in several lines. */
const groups = `
Johannes Hans Johann Jan Hannes Jochen
Johanna Hanna Hannah Jana
Joachim Jochen Achim
Josef Joseph Sepp Jupp
Georg Jörg Jürgen Schorsch
Friedrich Fritz Frieder
Heinrich Heinz Heiner Hinrich
Wilhelm Willi Willy Helmut
Wilhelmine Wilma Minna
Karl Carl Karlheinz
Alexander Alex Sascha
Alexandra Alex Sandra Sascha
Andreas Andi Andre
Michael Michi Micha Michel
Matthias Mathias Hias
Maximilian Max Maxi
Sebastian Basti Bastian
Christian Chris
Christina Christine Tina Kristina Christa
Katharina Kathrin Katrin Käthe Kati Karin Katja
Elisabeth Elsbeth Liesel Lisa Elise Else Betty Elli Lilli
Margarete Margarethe Grete Greta Gretel Margret Rita Marga
Magdalena Lena Leni Magda
Helena Helene Lena Leni Hella
Susanne Susanna Susi Sanne
Barbara Bärbel Babsi
Gertrud Gertraud Traudel Trude Gerti
Hildegard Hilde Hilda
Waltraud Waltraut Traudl
Franziska Franzi Fanny
Franz Franziskus
Anna Anne Anni Änne Annette Anja
Maria Marie Mia Mitzi Ria Marianne
Theresa Therese Resi Teresa
Ursula Uschi Ulla
Brigitte Gitte Gitta
Angelika Geli
Gabriele Gabi Gaby
Renate Reni
Monika Moni
Stefanie Stephanie Steffi
Stefan Stephan Steffen
Thomas Tom Tommy
Tobias Tobi
Ulrich Uli Ulli Udo
Ulrike Uli Rike
Friederike Rike Friedel
Wolfgang Wolf
Rudolf Rudi
Ludwig Lutz Lui
Konrad Kurt Conrad
Manfred Manni
Siegfried Sigi
Eduard Edi
Anton Toni
Antonia Toni
Bernhard Bernd Berni
Gerhard Gerd Gert Hardy
Reinhard Reiner Rainer
Ferdinand Ferdi
Benjamin Ben Benni
Dominik Domi
Florian Flo
Vincent Vinzenz
Philipp Philip Filip
Nikolaus Klaus Niklas Claus Nico
Charlotte Lotte Lotta Lieselotte
Leonhard Leo Leon
Emilia Emily Emmi
Sophie Sofie Sophia Sofia
Mohammed Muhammad Mohamed Mehmet Mohammad
Yusuf Josef Youssef
Ekaterina Katharina Jekaterina
`

const byName = new Map<string, Set<string>>()
for (const line of groups.trim().split('\n')) {
  const names = line.split(' ').map(foldName)
  for (const name of names) for (const other of names) {
    if (name === other) continue
    const others = byName.get(name) ?? new Set<string>()
    others.add(other)
    byName.set(name, others)
  }
}

/** Whether two folded given names are forms of one. */
export function sameForms(one: string, other: string): boolean {
  return byName.get(one)?.has(other) === true
}
