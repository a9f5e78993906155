// The search in the header: a combobox with a list (ARIA APG), and the way to follow our links without loading the page anew.

import { find, finder } from "./finder.js"
import { goHome, ways } from "./ways.js"

const PATIENCE = 60 // milliseconds after the last letter

export const mount = (component, base) => {
  const search = (component.parentElement.insightSearch ??= build(component.parentElement))
  search.told = { ...component.data, base }
  search.go = (what) => component.setTriggerValue("picked", what)
  goHome(search)
  return () => search.clear()
}

const build = (parent) => {
  const label = make("label", { htmlFor: "insight-search", textContent: "Search", className: "insight-unheard" })
  const input = make("input", { id: "insight-search", type: "text", placeholder: "Search places, areas, measures", autocomplete: "off", spellcheck: false })
  attributes(input, { role: "combobox", "aria-expanded": "false", "aria-controls": "insight-hits", "aria-autocomplete": "list" })
  const list = make("ul", { id: "insight-hits", hidden: true })
  attributes(list, { role: "listbox", "aria-label": "What was found" })
  const status = make("p", { className: "insight-unheard" })
  attributes(status, { role: "status" })
  const box = make("div", { className: "insight-search" })
  box.append(label, input, list, status)
  parent.append(box)

  const search = { told: {}, go: () => {} }
  box.append(ways(search))
  let hits = [], at = -1, turn = 0, waiting

  const show = (found, said) => {
    hits = found
    at = -1
    list.replaceChildren(...found.map(option))
    if (said && !found.length) list.append(make("li", { textContent: said, className: "insight-none" }))
    open(Boolean(found.length || said))
    status.textContent = said ?? (found.length ? `${found.length} found. Up and down to choose, Enter to open.` : "")
  }
  const open = (whether) => {
    list.hidden = !whether
    input.setAttribute("aria-expanded", String(whether))
    mark(-1)
  }
  const mark = (to) => {
    at = to
    for (const [number, each] of [...list.querySelectorAll("[role=option]")].entries()) {
      each.setAttribute("aria-selected", String(number === at))
      if (number === at) each.scrollIntoView({ block: "nearest" })
    }
    if (at < 0) input.removeAttribute("aria-activedescendant")
    else input.setAttribute("aria-activedescendant", `insight-hit-${at}`)
  }
  const option = (hit, number) => {
    const row = make("li", { id: `insight-hit-${number}` })
    attributes(row, { role: "option", "aria-selected": "false" })
    row.append(make("b", { textContent: hit.name }), make("small", { textContent: [hit.title, hit.detail, hit.kind === "measure" ? "" : hit.code].filter(Boolean).join(" · ") }))
    row.onmousedown = (event) => event.preventDefault() // the field keeps the focus
    row.onclick = () => pick(number)
    return row
  }
  const pick = (number) => {
    const hit = hits[number]
    if (!hit) return
    input.value = ""
    show([])
    search.go({ kind: hit.kind, code: hit.code, set: hit.set })
  }
  const look = async () => {
    const mine = ++turn
    const typed = input.value.trim()
    if (!typed) return show([])
    try {
      const index = await finder(new URL(search.told.index.replace(/^\//, ""), search.told.base))
      if (mine !== turn) return
      const found = find(index, typed, search.told.near)
      show(found, found.length ? undefined : "Nothing of that name, code or postcode was found.")
    } catch (error) {
      console.error(error)
      show([], "The search is not there just now. Try once more.")
    }
  }

  input.oninput = () => {
    clearTimeout(waiting)
    waiting = setTimeout(look, PATIENCE)
  }
  input.onfocus = () => finder(new URL(search.told.index.replace(/^\//, ""), search.told.base)).catch(() => undefined)
  input.onblur = () => open(false)
  input.onkeydown = async (event) => {
    const last = hits.length - 1
    const steps = { ArrowDown: at < last ? at + 1 : 0, ArrowUp: at > 0 ? at - 1 : last }
    if (event.key in steps && hits.length) {
      open(true)
      mark(steps[event.key])
    } else if (event.key === "Enter") {
      clearTimeout(waiting)
      if (at < 0) await look() // what was typed last counts, however quick the hand
      pick(Math.max(at, 0))
    } else if (event.key === "Escape") {
      if (list.hidden) input.value = ""
      show([])
    } else return
    event.preventDefault()
  }

  // Links of ours turn the page without loading it anew; with a key held down they do what the browser does.
  const follow = (event) => {
    const link = event.target.closest?.("a.insight-go")
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    const there = new URL(link.href)
    search.go({ kind: "page", code: there.pathname.split("/").pop(), query: Object.fromEntries(there.searchParams) })
  }
  document.addEventListener("click", follow)
  search.clear = () => {
    document.removeEventListener("click", follow)
    box.remove()
    delete parent.insightSearch
  }
  return search
}

const make = (tag, properties) => Object.assign(document.createElement(tag), properties)

const attributes = (element, values) => {
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, value)
}
