const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Today's form, and the two old ones a recipient must read too. */
const forms = [
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?<day>\d\d) (?<month>[A-Z][a-z]{2}) (?<year>\d{4}) (?<time>\d\d:\d\d:\d\d) GMT$/,
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?<day>\d\d)-(?<month>[A-Z][a-z]{2})-(?<year>\d\d) (?<time>\d\d:\d\d:\d\d) GMT$/,
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?<month>[A-Z][a-z]{2}) (?<day>[ \d]\d) (?<time>\d\d:\d\d:\d\d) (?<year>\d{4})$/,
]

/** Milliseconds since 1970 of an HTTP-date; undefined where it is none, and then the header that holds it counts as absent.
 *  A year of two digits that seems more than 50 years ahead of `now` is of the century before. Source: RFC 9110 section 5.6.7. */
export function httpDate(text: string, now: number): number | undefined {
  for (const form of forms) {
    const parts = form.exec(text.trim())?.groups
    if (parts === undefined) continue
    const [hour, minute, second] = parts['time']!.split(':').map(Number) as [number, number, number]
    const month = months.indexOf(parts['month']!)
    const day = Number(parts['day'])
    let year = Number(parts['year'])
    if (parts['year']!.length === 2) {
      const today = new Date(now).getUTCFullYear()
      year += Math.floor(today / 100) * 100
      if (year > today + 50) year -= 100
    }
    const time = Date.UTC(year, month, day, hour, minute, second)
    const isReal = month >= 0 && day >= 1 && hour < 24 && minute < 60 && second <= 60 && new Date(Date.UTC(year, month, day)).getUTCMonth() === month
    return isReal ? time : undefined
  }
  return undefined
}
