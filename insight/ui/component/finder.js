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

export const plain = (text) =>
  text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/['’]/g, "").replace(/[^a-z0-9]+/g, " ").trim()

// One long text a kind would be quicker to scan, but which words an entry has must be known to forgive spelling.
export const read = (kinds) => {
  const entries = []
  const words = new Map()
  kinds.forEach((kind, rank) => {
    if (!kind.codes) return
    const [codes, names, details, also, sets] = ["codes", "names", "details", "also", "sets"].map((name) => kind[name].split("\n"))
    codes.forEach((code, at) => {
      const name = plain(names[at])
      const text = ` ${name} ${plain(code)} ${plain(also[at])} ${postcode(also[at])}`
      entries.push({
        kind: kind.kind, title: kind.title, rank, code, name: names[at], detail: details[at] ?? "", set: sets[at] ?? "",
        plain: name, text, closed: /\bclosed$/.test(details[at] ?? ""),
      })
      for (const word of new Set(text.split(" "))) {
        if (!word) continue
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
  const tokens = asked.split(" ").filter(Boolean)
  if (!tokens.length) return []
  const code = asked.replace(/ /g, "")
  let found = entries.filter((each) => tokens.every((token) => each.text.includes(token)) || (code.length > 4 && each.text.includes(` ${code}`)))
  let slips = () => 0
  if (!found.length) {
    const reached = tokens.map((token) => alike(words, token))
    const [first, ...others] = [...reached].sort((one, other) => one.size - other.size)
    slips = (at) => reached.reduce((sum, each) => sum + each.get(at), 0)
    const numbers = [...first.keys()].filter((at) => others.every((each) => each.has(at)))
    const place = new Map(numbers.map((at) => [entries[at], at]))
    found = [...place.keys()]
    slips = ((count) => (each) => count(place.get(each)))(slips)
  }
  const scored = found.map((each) => [score(each, tokens, asked, code, near) + 40 * slips(each), each])
  scored.sort(([one, a], [other, b]) => one - other || (a.plain < b.plain ? -1 : 1))
  return scored.slice(0, MOST).map(([, each]) => each)
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

// Entries with a word that differs from a token, or from the beginning that is typed so far, by a slip or two: number and slips.
const alike = (words, token) => {
  const most = token.length < 4 ? 0 : token.length < 8 ? 1 : 2
  const found = new Map()
  for (const [word, numbers] of words) {
    if (Math.abs(word.length - token.length) > most && word.length < token.length) continue
    const count = word.includes(token) ? 0 : slipsBetween(token, word.slice(0, token.length + most), most)
    if (count > most) continue
    for (const at of numbers) if (!(found.get(at) <= count)) found.set(at, count)
  }
  return found
}

// Letters left out, added, changed or swapped between what is typed and the best-fitting beginning of a word; over `most` is enough.
export const slipsBetween = (token, word, most) => {
  if (token[0] !== word[0] && token[1] !== word[0] && token[0] !== word[1]) return most + 1
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
