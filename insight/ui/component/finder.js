// Finds names among tens of thousands, by any part, code or postcode, tolerant of spelling. Fetched once, kept by the browser.

const kept = new Map()
const MOST = 12

export const finder = (address) => {
  if (!kept.has(address)) {
    // The address changes when anything in the index does, so what the browser has stored is right whatever its age.
    const arriving = fetch(address, { cache: "force-cache" })
      .then((answer) => {
        if (!answer.ok) throw new Error(`the index did not arrive (${answer.status})`)
        return new Response(answer.body.pipeThrough(new DecompressionStream("deflate"))).json()
      })
      .then(read)
    arriving.catch(() => kept.delete(address)) // so that the next letter tries again
    kept.set(address, arriving)
  }
  return kept.get(address)
}

export const plain = (text) => {
  const bare = /[^\x00-\x7f]/.test(text) ? text.normalize("NFD").replace(/[\u0300-\u036f]/g, "") : text
  const words = bare.toLowerCase().replace(/['’]/g, "").replace(/[&+]/g, " and ").replace(/[^a-z0-9]+/g, " ").trim()
  return words.endsWith("ft") ? words.replace(/\b(?:nhs )?(?:nhs)?ft$/, "nhs foundation trust") : words
}

// What people write short, and registers too, each in its own way.
const SAME = [
  ["road", "rd"], ["street", "st"], ["saint", "st"], ["avenue", "ave"], ["lane", "ln"], ["square", "sq"], ["surgery", "surg"], ["practice", "prac"],
  ["doctor", "dr"], ["doctors", "drs"], ["centre", "center", "ctr"], ["hospital", "hosp"], ["university", "univ"], ["medical", "med"],
]
const otherwise = new Map()
for (const same of SAME) for (const word of same) otherwise.set(word, [...(otherwise.get(word) ?? []), ...same.filter((each) => each !== word)])

const CODE = /[a-z][0-9]|[0-9][a-z]/ // no slip of a code is guessed: one letter off is another place
const IDLE = new Set(["and", "the", "of", "at", "in"])

// One long text a kind would be quicker to scan, but which words an entry has must be known to forgive spelling.
export const read = (kinds) => {
  const entries = []
  const words = new Map()
  kinds.forEach((kind, rank) => {
    if (!kind.codes) return
    const [codes, names, details, also, sets] = ["codes", "names", "details", "also", "sets"].map((name) => kind[name].split("\n"))
    codes.forEach((code, at) => {
      const name = plain(names[at])
      let text = ` ${name} ${plain(`${code} ${also[at]}`)} ${postcode(also[at])}`
      for (const word of text.split(" ")) if (otherwise.has(word)) text += ` ${otherwise.get(word).join(" ")}`
      entries.push({
        kind: kind.kind, title: kind.title, rank, code, name: names[at], detail: details[at] ?? "", set: sets[at] ?? "",
        plain: name, text, closed: /\bclosed$/.test(details[at] ?? ""),
      })
      for (const word of new Set(text.split(" "))) {
        if (!word || CODE.test(word)) continue
        if (!words.has(word)) words.set(word, [])
        words.get(word).push(entries.length - 1)
      }
    })
  })
  return { entries, words }
}

// A postcode without its space, so that it is found either way.
const postcode = (text) => (text.match(/\b([A-Z]{1,2}[0-9][A-Z0-9]?) ([0-9][A-Z]{2})\b/) ?? []).slice(1).join("").toLowerCase()

// The best few for what is typed, best first. `near` is the name of the footprint in view, whose places go first.
export const find = ({ entries, words }, typed, near = "") => {
  const asked = plain(typed)
  const tokens = asked.split(" ").filter((each, _, all) => each && (all.length === 1 || !IDLE.has(each)))
  if (!tokens.length) return []
  const code = asked.replace(/ /g, "")
  let found = entries.filter((each) => tokens.every((token) => each.text.includes(token)) || (code.length > 4 && each.text.includes(` ${code}`)))
  let wrong = new Map()
  if (!found.length) [found, wrong] = nearly(entries, words, tokens)
  const scored = found.map((each) => [score(each, tokens, asked, code, near) + (wrong.get(each) ?? 0), each])
  scored.sort(([one, a], [other, b]) => one - other || (a.plain < b.plain ? -1 : 1))
  return scored.slice(0, MOST).map(([, each]) => each)
}

// Where nothing has all that is typed: what has it but for slips, else but for one word of three; and how far off each is.
const nearly = (entries, words, tokens) => {
  const met = new Uint8Array(entries.length), slips = new Uint8Array(entries.length)
  for (const token of tokens) {
    for (const [at, count] of alike(words, token)) {
      met[at] += 1
      slips[at] += count
    }
  }
  const most = met.reduce((one, other) => Math.max(one, other), 0)
  if (most < tokens.length - Math.floor(tokens.length / 3)) return [[], new Map()]
  const found = entries.filter((_, at) => met[at] === most)
  return [found, new Map(entries.flatMap((each, at) => (met[at] === most ? [[each, 40 * slips[at]]] : [])))]
}

const score = (each, tokens, asked, code, near) => {
  if (each.code.toLowerCase() === asked || plain(each.code).replace(/ /g, "") === code) return each.rank - 1000
  let points = each.rank * 4 + Math.min(each.plain.length, 60) / 20
  if (each.plain === asked) points -= 60
  else if (each.plain.startsWith(asked)) points -= 30
  points += tokens.filter((token) => !each.text.includes(` ${token}`)).length * 25
  if (near && each.detail.includes(near)) points -= 10
  return points + (each.closed ? 20 : 0)
}

// Entries with a word that differs from a token, or from the beginning that is typed so far, by a few slips: number and slips.
const alike = (words, token) => {
  const most = [4, 6, 10].filter((length) => token.length >= length).length
  const found = new Map()
  for (const [word, numbers] of words) {
    if (word.length < token.length - most) continue
    const count = word.startsWith(token) ? 0 : slipsBetween(token, word.slice(0, token.length + most), most)
    if (count > most) continue
    for (const at of numbers) if (!(found.get(at) <= count)) found.set(at, count)
  }
  return found
}

// Letters left out, added, changed or swapped between what is typed and the best-fitting beginning of a word; over `most` is enough.
export const slipsBetween = (token, word, most) => {
  let before = []
  let last = Array.from({ length: word.length + 1 }, (_, at) => at)
  for (let i = 1; i <= token.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= word.length; j++) {
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (token[i - 1] === word[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && token[i - 1] === word[j - 2] && token[i - 2] === word[j - 1]) cost = Math.min(cost, before[j - 2] + 1)
      row.push(cost)
      least = Math.min(least, cost)
    }
    if (least > most) return most + 1
    before = last
    last = row
  }
  return Math.min(...last)
}
