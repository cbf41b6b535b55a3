export type LetterLanguage = 'de' | 'en'

/** Everything the letter says. Short sentences, everyday words; `{…}` is filled in. */
export interface LetterTexts {
  readonly title: string
  readonly salutation: string
  readonly opening: string
  readonly about: Readonly<Record<'self' | 'parent', string>>
  readonly steps: readonly string[]
  readonly codeLabel: string
  readonly codeHint: string
  readonly validity: string
  readonly qrAlternative: string
  readonly secrecy: Readonly<Record<'self' | 'parent', string>>
  readonly help: string
  readonly closing: string
}

export const letterTexts: Readonly<Record<LetterLanguage, LetterTexts>> = Object.freeze({
  de: {
    title: 'Ihr Zugang zum Patientenportal',
    salutation: 'Guten Tag,',
    opening: 'mit diesem Brief erhalten Sie Ihren Code für das Patientenportal von {sender}.',
    about: {
      self: 'Im Portal sehen Sie Ihre Termine, Befunde und Dokumente aus unserem Haus.',
      parent: 'Mit dem Code können Sie als Mutter oder Vater die Daten von {name} im Portal sehen.',
    },
    steps: [
      'Scannen Sie das Bild mit der Kamera Ihres Telefons. Oder öffnen Sie {address} und tippen Sie den Code ab.',
      'Melden Sie sich an. Wenn Sie noch kein Konto haben, legen Sie eines an.',
      'Geben Sie zur Sicherheit das Geburtsdatum von {name} ein.',
    ],
    codeLabel: 'Ihr Code',
    codeHint: 'Große und kleine Buchstaben sind gleich. Die Striche können Sie weglassen.',
    validity: 'Der Code gilt einmal, bis zum {lastDay}.',
    qrAlternative: 'Bild mit dem Code zum Scannen. Derselbe Code steht daneben in Buchstaben und Ziffern.',
    secrecy: {
      self: 'Geben Sie den Code nicht weiter. Wer ihn hat und Ihr Geburtsdatum kennt, kann Ihre Daten sehen. Ein früherer Zugang zu Ihren Daten in unserem Haus endet, sobald Sie den Code verwenden.',
      parent: 'Geben Sie den Code nicht weiter. Wer ihn hat und das Geburtsdatum kennt, kann die Daten Ihres Kindes sehen.',
    },
    help: 'Sie haben den Code nicht bestellt, oder er funktioniert nicht? Fragen Sie am Empfang in unserem Haus. Dort bekommen Sie einen neuen. Der alte gilt dann nicht mehr.',
    closing: 'Mit freundlichen Grüßen',
  },
  en: {
    title: 'Your access to the patient portal',
    salutation: 'Hello,',
    opening: 'This letter brings you your code for the patient portal of {sender}.',
    about: {
      self: 'In the portal you see your appointments, findings and documents from our hospital.',
      parent: 'With this code you, as a parent, can see the data of {name} in the portal.',
    },
    steps: [
      'Scan the picture with your phone\'s camera. Or open {address} and type the code.',
      'Sign in. If you have no account yet, create one.',
      'For safety, enter the date of birth of {name}.',
    ],
    codeLabel: 'Your code',
    codeHint: 'Capital and small letters are the same. You can leave out the hyphens.',
    validity: 'The code can be used once, until {lastDay}.',
    qrAlternative: 'Picture of the code, to be scanned. The same code stands beside it in letters and digits.',
    secrecy: {
      self: 'Do not pass the code on. Whoever has it and knows your date of birth can see your data. An earlier access to your data in our hospital ends as soon as you use the code.',
      parent: 'Do not pass the code on. Whoever has it and knows the date of birth can see your child\'s data.',
    },
    help: 'You did not ask for this code, or it does not work? Please ask at our reception desk. You get a new one there. The old one is then no longer valid.',
    closing: 'Kind regards',
  },
})

/** 5.12.2026, or 5 December 2026. */
export function longDay(day: string, language: LetterLanguage): string {
  return new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', { dateStyle: language === 'de' ? 'medium' : 'long', timeZone: 'UTC' })
    .format(new Date(`${day}T00:00:00Z`))
}

export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}
