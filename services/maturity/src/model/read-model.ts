import { builtInModels } from './models.ts'
import { maturityModel, type Language, type MaturityModel } from './model.ts'

export interface ModelProblem {
  /** Where: `dimensions.2.items.0.title.en`; '' = the whole. */
  readonly at: string
  readonly text: string
}

const mostProblems = 50

/** Reads a model that somebody made. Every problem is told with its place, in the words of who brings it.
 *  kept: the network's own models, every version. */
export function readModel(given: unknown, kept: readonly MaturityModel[], language: Language): { readonly model: MaturityModel; readonly problems: readonly [] } | { readonly model: undefined; readonly problems: readonly ModelProblem[] } {
  const say = (de: string, en: string): string => (language === 'de' ? de : en)
  const read = maturityModel.safeParse(given)
  if (!read.success) {
    const problems = read.error.issues.slice(0, mostProblems).map((issue): ModelProblem => {
      const at = issue.path.join('.')
      switch (issue.code) {
        case 'unrecognized_keys': return { at, text: say(`Diese Angaben gibt es hier nicht: ${issue.keys.slice(0, 5).join(', ')}`, `There are no such members here: ${issue.keys.slice(0, 5).join(', ')}`) }
        case 'too_small': return { at, text: say(`Das ist zu wenig, zu kurz oder zu klein; mindestens ${String(issue.minimum)}`, `Too few, too short or too small; at least ${String(issue.minimum)}`) }
        case 'too_big': return { at, text: say(`Das ist zu viel, zu lang oder zu groß; höchstens ${String(issue.maximum)}`, `Too many, too long or too large; at most ${String(issue.maximum)}`) }
        case 'invalid_format': return { at, text: say('Ein Code hat kleine Buchstaben, Ziffern, Punkt und Strich, höchstens 40 Zeichen', 'A code has small letters, digits, dot and dash, 40 characters at most') }
        case 'custom': return { at, text: ownWords(issue.message, say) }
        default: return { at, text: say('Das fehlt oder hat eine andere Form', 'This is missing or has another form') }
      }
    })
    return { model: undefined, problems }
  }
  const model = read.data
  if (builtInModels.some(({ id }) => id === model.id)) return wrong('id', say('So heißt schon ein mitgeliefertes Modell; wählen Sie einen anderen Code', 'A model that comes along has this name already; choose another code'))
  const next = Math.max(0, ...kept.filter(({ id }) => id === model.id).map(({ version }) => version)) + 1
  if (model.version !== next) return wrong('version', say(`Die nächste Version ist ${next}; frühere ändern sich nicht mehr`, `The next version is ${next}; earlier ones change no more`))
  return { model, problems: [] }
}

function wrong(at: string, text: string): { readonly model: undefined; readonly problems: readonly ModelProblem[] } {
  return { model: undefined, problems: [{ at, text }] }
}

/** What the model's own rules say. */
function ownWords(message: string, say: (de: string, en: string) => string): string {
  switch (message) {
    case 'the highest value is above the lowest': return say('Der höchste Wert liegt über dem niedrigsten', 'The highest value is above the lowest')
    case 'each value has one state': return say('Jeder Wert vom niedrigsten bis zum höchsten hat genau einen Zustand, in dieser Reihenfolge', 'Each value from the lowest to the highest has exactly one state, in this order')
    case 'no code stands twice': return say('Ein Code steht zweimal', 'A code stands twice')
    default: return say('Das passt nicht zusammen', 'This does not fit together')
  }
}
