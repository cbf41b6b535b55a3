import { Dice, weighted } from './random.ts'

/** Germany's most frequent family names with bearers in 10,000, rounded: the head of the distribution. About a quarter of all people bear
 *  one of the first hundred; the rest is a long tail, made of syllables below. */
const familyHead = `
Müller 95,Schmidt 69,Schneider 40,Fischer 35,Meyer 33,Weber 30,Schulz 27,Wagner 27,Becker 27,Hoffmann 26,Schäfer 22,Koch 21,Bauer 21,Richter 20,Klein 19,
Schröder 18,Wolf 18,Neumann 17,Schwarz 17,Zimmermann 16,Krüger 16,Braun 16,Hofmann 15,Schmitz 15,Hartmann 14,Lange 14,Schmitt 14,Werner 13,Krause 13,Meier 13,
Schmid 12,Lehmann 12,Schulze 12,Maier 12,Köhler 12,Herrmann 12,Walter 11,König 11,Mayer 11,Huber 11,Kaiser 11,Fuchs 11,Peters 11,Möller 10,Scholz 10,
Lang 10,Weiß 10,Jung 10,Hahn 9,Vogel 9,Friedrich 9,Günther 9,Keller 9,Schubert 9,Berger 9,Frank 9,Roth 8,Beck 8,Winkler 8,Lorenz 8,Baumann 8,Schuster 7,
Franke 8,Albrecht 8,Ludwig 7,Winter 7,Simon 7,Kraus 7,Martin 7,Schumacher 7,Vogt 7,Böhm 7,Krämer 7,Otto 7,Stein 7,Groß 7,Jäger 7,Sommer 6,Haas 6,Graf 6,
Heinrich 6,Seidel 6,Schreiber 6,Brandt 6,Ziegler 6,Schulte 6,Dietrich 6,Kühn 6,Pohl 6,Engel 6,Kuhn 6,Horn 6,Busch 6,Bergmann 6,Voigt 6,Thomas 6,Sauer 6,
Arnold 6,Wolff 5,Pfeiffer 5,Yılmaz 6,Kaya 4,Demir 4,Şahin 3,Çelik 3,Öztürk 3,Nguyen 4,Kowalski 3,Nowak 3,Przybylski 1,Ivanov 2,Popović 2,Hassan 2,Ali 2`

const starts = ['Acker', 'Alten', 'Bach', 'Bären', 'Birk', 'Blei', 'Born', 'Brei', 'Brenn', 'Buch', 'Dahl', 'Degen', 'Dorn', 'Ebers', 'Eck', 'Eich', 'Eisen', 'Erl',
  'Esch', 'Falken', 'Feld', 'Finken', 'Freu', 'Gans', 'Geiß', 'Gold', 'Grab', 'Grün', 'Gut', 'Hage', 'Hart', 'Hasel', 'Heid', 'Herz', 'Hoch', 'Holz', 'Hühner',
  'Immen', 'Kalk', 'Kamp', 'Kess', 'Kirch', 'Kling', 'Knob', 'Kolb', 'Kraut', 'Kron', 'Lauten', 'Leib', 'Lind', 'Löwen', 'Mai', 'Mark', 'Mühl', 'Nessel', 'Nieder',
  'Ober', 'Ochs', 'Pfann', 'Quell', 'Rapp', 'Reich', 'Rosen', 'Rot', 'Salz', 'Sand', 'Schatten', 'Schön', 'Seiden', 'Silber', 'Spiel', 'Stahl', 'Stern', 'Stroh',
  'Tann', 'Teich', 'Trapp', 'Ulm', 'Vier', 'Wachs', 'Wald', 'Weid', 'Wein', 'Wiesen', 'Wind', 'Wolken', 'Zahn', 'Zeller', 'Zucker', 'Zwirn']
const ends = ['ach', 'auer', 'bach', 'bauer', 'baum', 'beck', 'berg', 'berger', 'brink', 'burg', 'dorf', 'dorfer', 'eisen', 'er', 'ert', 'feld', 'felder', 'hammer',
  'hardt', 'haus', 'heim', 'heimer', 'hof', 'höfer', 'holz', 'horst', 'huber', 'inger', 'kamp', 'ke', 'lein', 'ling', 'loh', 'mann', 'meier', 'meister', 'mer',
  'mann', 'müller', 'ner', 'ow', 'rath', 'reuter', 'rode', 'sang', 'schmidt', 'schneider', 'sen', 'ski', 'stein', 'steiner', 'stock', 'thal', 'wald', 'weg', 'wig', 'zer']

function parse(text: string): { names: string[]; weights: number[] } {
  const pairs = text.trim().split(/,\s*/).map((pair) => /^(.+) (\d+)$/.exec(pair.trim())!)
  return { names: pairs.map((pair) => pair[1]!), weights: pairs.map((pair) => Number(pair[2])) }
}

function families(): (dice: Dice) => string {
  const { names, weights } = parse(familyHead)
  const head = weights.reduce((a, b) => a + b)
  const tail = [...new Set(starts.flatMap((start) => ends.map((end) => start + end)))]
  // Shuffled once, the same always; bearers fall with the rank (Zipf).
  const dice = new Dice(7)
  for (let i = tail.length - 1; i > 0; i--) {
    const j = dice.below(i + 1)
    ;[tail[i], tail[j]] = [tail[j]!, tail[i]!]
  }
  const ranks = tail.map((_, rank) => 1 / (rank + 40) ** 0.9)
  const scale = ((10_000 - head) / ranks.reduce((a, b) => a + b)) * 1
  return weighted([...names, ...tail], [...weights, ...ranks.map((rank) => rank * scale)])
}

export const drawFamily = families()

const women = [
  'Ursula 60,Helga 50,Karin 48,Ingrid 45,Renate 44,Gisela 40,Monika 40,Christa 36,Erika 34,Elfriede 22,Brigitte 40,Hildegard 24,Waltraud 20,Irmgard 20,Gertrud 18,Edith 16,Ruth 18,Inge 20,Elisabeth 40,Maria 42,Anna 25,Margarete 16,Hannelore 24,Christel 16,Lieselotte 14,Anneliese 16,Rosemarie 16,Marianne 22,Gerda 18,Ilse 18,Käthe 8,Elke 24,Barbara 24',
  'Sabine 60,Susanne 55,Petra 55,Andrea 55,Claudia 50,Birgit 40,Martina 40,Gabriele 44,Heike 36,Angelika 34,Anja 36,Stefanie 40,Nicole 44,Sandra 38,Katrin 34,Christine 32,Silke 26,Kerstin 30,Tanja 26,Simone 24,Ute 24,Cornelia 22,Bettina 20,Melanie 26,Julia 26,Katja 20,Daniela 24,Nadine 20,Sonja 18,Anke 18,Elke 16,Maria 18,Ayşe 6,Fatma 5',
  'Julia 40,Sarah 40,Laura 40,Lisa 42,Anna 46,Lena 40,Lea 34,Marie 40,Katharina 34,Sophie 34,Hannah 30,Emma 34,Mia 34,Emilia 28,Leonie 28,Johanna 26,Clara 22,Lina 24,Ella 22,Charlotte 22,Amelie 20,Luisa 20,Nele 18,Jana 20,Paula 20,Sofia 20,Greta 14,Ida 16,Frieda 12,Mathilda 12,Elif 8,Zeynep 7,Aylin 6,Alina 16,Maja 12,Pia 12,Merle 8,Carla 10,Theresa 10,Nora 10,Romy 8,Melina 8',
].map((text) => parse(text))
const men = [
  'Hans 60,Günter 44,Karl 40,Horst 40,Heinz 44,Werner 42,Helmut 44,Gerhard 44,Manfred 42,Klaus 50,Peter 55,Dieter 44,Wolfgang 46,Jürgen 44,Kurt 22,Walter 30,Herbert 24,Rolf 24,Siegfried 20,Heinrich 22,Josef 24,Rudolf 18,Ernst 18,Erwin 12,Otto 12,Friedrich 18,Wilhelm 18,Bernd 28,Johann 14,Franz 18,Georg 16,Alfred 16,Egon 8',
  'Thomas 70,Michael 75,Andreas 68,Stefan 62,Frank 50,Martin 44,Markus 46,Christian 48,Uwe 40,Jörg 38,Ralf 38,Matthias 38,Torsten 30,Jens 32,Dirk 32,Bernd 26,Oliver 28,Holger 22,Alexander 28,Daniel 30,Sven 28,Carsten 18,Axel 14,Olaf 14,Rainer 22,Norbert 18,Volker 16,Marco 18,Jan 20,Tobias 22,Mehmet 6,Mustafa 5,Ali 4',
  'Lukas 44,Leon 42,Paul 40,Finn 34,Jonas 40,Ben 38,Felix 36,Maximilian 40,Elias 34,Tim 32,Noah 30,Luis 30,Jan 26,Niklas 26,Philipp 28,David 24,Julian 26,Moritz 22,Jakob 20,Anton 20,Emil 20,Henry 18,Oskar 18,Theo 18,Simon 20,Fabian 20,Florian 22,Erik 16,Jannik 14,Matteo 14,Linus 12,Karl 14,Johann 10,Samuel 12,Mohammed 12,Emir 7,Yusuf 6,Can 5,Mats 10,Milan 8,Levi 8,Jonathan 10',
].map((text) => parse(text))
/** Names of every time that few bear: half of Germany's given names in use are rarer than one in 10,000. */
const rare = ['Adelgunde', 'Alrun', 'Apollonia', 'Benedikta', 'Cosima', 'Dagny', 'Edeltraud', 'Felicitas', 'Gesche', 'Hedda', 'Isolde', 'Jorinde', 'Kunigunde', 'Leokadia',
  'Mechthild', 'Notburga', 'Ottilie', 'Philomena', 'Quirina', 'Roswitha', 'Swantje', 'Thekla', 'Undine', 'Veronika', 'Walburga', 'Xenia', 'Yvonne', 'Zita', 'Agneta', 'Bente']
const rareMen = ['Alarich', 'Balthasar', 'Cyriak', 'Detlev', 'Eckehard', 'Falko', 'Gandolf', 'Hagen', 'Ingbert', 'Jobst', 'Kaspar', 'Lambert', 'Meinolf', 'Notker', 'Ortwin',
  'Pankratz', 'Quirin', 'Roland', 'Severin', 'Tilman', 'Urs', 'Valentin', 'Wendelin', 'Xaver', 'Yannick', 'Zacharias', 'Arne', 'Bodo', 'Clemens', 'Dankwart']

const draw = { female: women.map(({ names, weights }) => weighted(names, weights)), male: men.map(({ names, weights }) => weighted(names, weights)) }

/** A given name by the fashion of the year of birth. */
export function drawGiven(dice: Dice, gender: 'male' | 'female', year: number): string {
  if (dice.chance(0.07)) return dice.of(gender === 'female' ? rare : rareMen)
  return draw[gender][year < 1952 ? 0 : year < 1985 ? 1 : 2]!(dice)
}
