// What a visitor keeps in this browser, without an account: a home area and views by name; and a tour of one minute.

const HOME = "insight.home", VIEWS = "insight.views", MOST = 50
const LINK = /^\/[\w\-/]*\?[^#\s]{1,4000}$/

const read = (key, otherwise) => {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? otherwise
  } catch {
    return otherwise // a browser may forbid keeping anything
  }
}
const keep = (key, value) => {
  try {
    localStorage.setItem(key, JSON.stringify(value))
    return true
  } catch {
    return false
  }
}
const make = (tag, properties) => Object.assign(document.createElement(tag), properties)
const button = (text, onclick) => make("button", { type: "button", textContent: text, onclick })
const known = (each) => typeof each?.name === "string" && LINK.test(each?.link)
const views = () => [read(VIEWS, [])].flat().filter(known)

// Whoever came without naming an area is taken to the one kept as home, once a visit.
export const goHome = (search) => {
  const came = new URL(performance.getEntriesByType("navigation")[0]?.name ?? location.href)
  const home = read(HOME)
  if (!home?.footprint || came.searchParams.has("footprint") || sessionStorage.getItem(HOME)) return
  sessionStorage.setItem(HOME, "gone")
  search.go({ kind: "page", code: location.pathname.split("/").pop() || "overview", query: { footprint: home.footprint, vintage: home.vintage } })
}

export const ways = (search) => {
  const menu = make("div", { className: "insight-ways", hidden: true })
  const open = button("My views", () => show(menu.hidden))
  open.setAttribute("aria-expanded", "false")
  const said = make("p", { className: "insight-note" })
  said.setAttribute("role", "status")
  const show = (whether) => {
    menu.hidden = !whether
    open.setAttribute("aria-expanded", String(whether))
    said.textContent = ""
    if (whether) fill()
  }
  const done = (sentence) => {
    fill()
    said.textContent = sentence
  }
  const fill = () => {
    const name = make("input", { type: "text", maxLength: 80, value: `${search.told.near || "England"}: ${document.title.split(" - ")[0]}` })
    name.setAttribute("aria-label", "Name of this view")
    const list = make("ul", {})
    views().forEach((each, at) => {
      const row = make("li", {})
      const away = button("Remove", () => (keep(VIEWS, views().filter((_, number) => number !== at)), done("Removed.")))
      away.setAttribute("aria-label", `Remove ${each.name}`)
      row.append(make("a", { className: "insight-go", href: new URL(each.link, location.origin).href, textContent: each.name }), away)
      list.append(row)
    })
    const file = make("input", { type: "file", accept: ".json" })
    file.onchange = async () => done(await taken(file.files[0]))
    const label = make("label", { textContent: "Open a file of views " })
    label.append(file)
    const home = read(HOME)
    menu.replaceChildren(
      button("Copy the link to this view", async () => {
        try {
          await navigator.clipboard.writeText(location.href)
          said.textContent = "Copied: the link opens exactly this, for anybody."
        } catch {
          said.textContent = "This browser lets nothing be copied from here: copy the address above."
        }
      }),
      home?.footprint
        ? button(`Forget ${home.name} as my area`, () => done(keep(HOME, null) ? "Forgotten." : "This browser keeps nothing."))
        : button(`Start with ${search.told.near || "this area"} when I come back`, () => done(keep(HOME, here()) ? "Kept in this browser." : "This browser keeps nothing.")),
      name,
      button("Save this view", () => done(saved(name.value.trim()))),
      list,
      ...(views().length ? [button("Save my views as a file", asFile)] : []),
      label,
      said,
    )
  }
  const here = () => {
    const asked = new URL(location.href).searchParams
    return { footprint: asked.get("footprint"), vintage: asked.get("vintage"), name: search.told.near || "this area" }
  }
  const saved = (name) => {
    const view = { name: name || document.title, link: location.pathname + location.search }
    if (!known(view)) return "This view has no address to keep."
    return keep(VIEWS, [view, ...views().filter((each) => each.link !== view.link)].slice(0, MOST)) ? "Saved in this browser." : "This browser keeps nothing."
  }
  const box = make("div", { className: "insight-kept" })
  box.onkeydown = (event) => {
    if (event.key !== "Escape" || menu.hidden) return
    show(false)
    open.focus()
  }
  box.append(open, button("Tour", () => (show(false), tour(search))), menu)
  return box
}

const asFile = () => {
  const address = URL.createObjectURL(new Blob([JSON.stringify({ views: views() }, null, 1)], { type: "application/json" }))
  make("a", { href: address, download: "patient-insight-views.json" }).click()
  setTimeout(() => URL.revokeObjectURL(address), 1000)
}

const taken = async (file) => {
  try {
    const found = JSON.parse(file.size < 1e6 ? await file.text() : "").views.filter(known)
    const all = [...found, ...views()].filter((each, at, every) => every.findIndex((other) => other.link === each.link) === at)
    return keep(VIEWS, all.slice(0, MOST)) ? `${found.length} ${found.length === 1 ? "view" : "views"} taken from the file.` : "This browser keeps nothing."
  } catch {
    return "This is not a file of views saved here."
  }
}

const STEPS = [
  [".st-key-insight-bar", "Choose your area here, whom to compare it with, and the year. Every page follows."],
  [".st-key-insight-questions", "Six questions, each answered in a sentence or two. A click on a sentence opens the chart that proves it."],
  [".st-key-insight-links", "Map shows where, Trends since when, Places which practices and hospitals, For whom which patients. Pack makes slides or paper of it."],
  ["[data-testid=stExpander]", "Every verdict says how it came about: its numbers, its rule and its source are folded beneath it."],
  ["#insight-search", "Any area, practice, trust, ward or question is found by name, part of a name, code or postcode."],
  [".insight-kept", "My views keeps your area and the views you come back to, in this browser alone."],
]

const tour = () => {
  const steps = STEPS.filter(([where]) => document.querySelector(where))
  const back = document.activeElement
  const box = make("div", { className: "insight-tour" })
  box.setAttribute("role", "dialog")
  box.setAttribute("aria-label", "Tour")
  const text = make("p", {})
  text.setAttribute("role", "status")
  let at = 0
  const light = (whether) => document.querySelector(steps[at][0])?.classList.toggle("insight-toured", whether)
  const end = () => {
    light(false)
    box.remove()
    back?.focus?.()
  }
  const turn = (by) => {
    light(false)
    if (at + by >= steps.length) return end()
    at = Math.max(at + by, 0)
    light(true)
    document.querySelector(steps[at][0])?.scrollIntoView({ block: "nearest" })
    text.textContent = `${at + 1} of ${steps.length}. ${steps[at][1]}`
    next.textContent = at === steps.length - 1 ? "Done" : "Next"
  }
  const next = button("Next", () => turn(1))
  box.append(text, button("Back", () => turn(-1)), next, button("Skip", end))
  box.onkeydown = (event) => ({ Escape: end, ArrowRight: () => turn(1), ArrowLeft: () => turn(-1) })[event.key]?.()
  document.querySelector(".insight-tour")?.remove()
  document.body.append(box)
  turn(0)
  next.focus()
}
