// One chart on the page: the drawing, its words for those who cannot see it, and the buttons that copy it.

import { copyPicture, copyTable } from "./copy.js"
import { outlines, placed, under } from "./outlines.js"
import { onPaper } from "./paper.js"
import { plotly } from "./plotly.js"
import { drawnMarks, plottedMarks, steps } from "./steps.js"

const CONFIG = { displayModeBar: false, scrollZoom: false, doubleClick: false, showTips: false }
const SCREENS = { narrow: 587, middle: 1140 } // pixels under which the server lays a chart out anew: its smallest type is 11 of them or more

export const mount = async (component, base) => {
  const chart = (component.parentElement.insightChart ??= build(component.parentElement, base))
  const mine = (chart.mounts = (chart.mounts ?? 0) + 1)
  chart.tell = (name, value) => component.setTriggerValue(name, value)
  await chart.show(await unpacked(component.data))
  // An earlier run may be told to go when a later one has already taken over its chart.
  return () => (chart.mounts === mine || !component.parentElement.isConnected) && chart.clear()
}

// What the server sends is deflated JSON: a fifth of the size.
const unpacked = (bytes) =>
  new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json()

const build = (parent, base) => {
  addStyle(base)
  const figure = make("figure", { className: "insight-chart" })
  const tools = make("div", { className: "insight-tools" })
  const frame = make("div", { className: "insight-frame", tabIndex: 0 })
  const plot = make("div", { className: "insight-plot" })
  const waiting = make("p", { className: "insight-waiting", textContent: "Drawing the chart …", role: "status" })
  const caption = make("figcaption", { className: "insight-unseen" })
  const csv = make("a", { textContent: "CSV", title: "Save the numbers" })
  const copy = make("button", { type: "button", textContent: "Copy picture", title: "Copy the picture, to paste it into a paper" })
  const cells = make("button", { type: "button", textContent: "Copy table", title: "Copy the numbers, to paste them into a spreadsheet" })
  const said = make("span", { className: "insight-said", role: "status" })
  tools.append(said, copy, cells, csv)
  frame.append(plot)
  figure.append(tools, waiting, frame, caption)
  parent.querySelector(".insight-arriving")?.remove()
  parent.append(figure)

  let words, Plotly, rings = {}, turn = 0, last = { code: undefined, at: 0 }, wanted, came
  cells.onclick = () => copyTable(csv.href, said)
  // The picture that is copied is the one that is saved, laid out for a page: the server draws it.
  copy.onclick = () => {
    copyPicture(new Promise((resolve) => (came = resolve)), said)
    chart.tell("copied", true)
  }

  const chart = {
    show: async (data) => {
      const mine = ++turn
      words = data
      if (data.picture) came?.(data.picture)
      caption.textContent = `${data.finding}. ${data.foot}`
      frame.setAttribute("role", "group")
      frame.setAttribute("aria-label", "Chart. Arrow keys go from mark to mark.")
      plot.setAttribute("role", "img")
      plot.setAttribute("aria-label", data.alt)
      figure.classList.toggle("insight-picks", data.picks)
      csv.setAttribute("aria-label", `Save as CSV table: ${data.finding}`)
      copy.setAttribute("aria-label", `Copy picture: ${data.finding}`)
      cells.setAttribute("aria-label", `Copy table: ${data.finding}`)
      csv.href = new URL(data.csv.replace(/^\//, ""), base)
      csv.download = `${data.file}.csv`
      if (!fits()) return
      try {
        await (data.svg ? drawn(data) : plotted(data, mine))
        if (mine !== turn) return // a newer figure came while this one waited
        waiting.remove()
        figure.dataset.drawn = data.name
      } catch (error) {
        console.error(error)
        waiting.textContent = `The chart could not be drawn (${error.message}). Reload the page; the table holds the same figures.`
        figure.prepend(waiting)
      }
    },
    clear: () => {
      watching.disconnect()
      removeEventListener("beforeprint", toPaper)
      removeEventListener("afterprint", toScreen)
      Plotly?.purge(plot)
      figure.remove()
      delete parent.insightChart
    },
  }

  const drawn = (data) => {
    Plotly?.purge(plot)
    figure.style.minHeight = ""
    plot.innerHTML = data.svg // drawn by our own server, text escaped there
    stepping.over(drawnMarks(plot))
  }
  const plotted = async (data, mine) => {
    figure.style.minHeight = `${data.figure.layout.height ?? 450}px`
    const arrived = await Promise.all([plotly(base), outlines(base, data.shapes)])
    if (mine !== turn) return
    ;[Plotly, rings] = arrived
    if (plot.firstElementChild?.matches("svg")) plot.replaceChildren()
    await Plotly.react(plot, placed(data.figure.data, rings), still(data.figure.layout), CONFIG)
    stepping.over(plottedMarks(plot, rings))
  }

  // Whether the chart is laid out for this width of the page. Else the server is asked for another, once.
  const fits = () => {
    const screen = screenOf(figure)
    if (!words || screen === words.screen || !screen) return true
    if (screen !== wanted) chart.tell("screen", screen)
    wanted = screen
    return false
  }

  const picked = (code) => {
    if (!words.picks || code === undefined || (code === last.code && Date.now() - last.at < 500)) return
    last = { code, at: Date.now() }
    chart.tell("picked", code)
  }
  const stepping = steps(frame, picked)
  // The library tells of a click on a mark, not of one on a filled area: those we find ourselves.
  plot.addEventListener("click", (event) => {
    if (words.svg) picked(event.target.closest("[data-code]")?.dataset.code)
    else if (Plotly && event.target.closest?.(".plotly")) picked(under(plot, event, rings) ?? marked(plot))
  })
  let back = null // brings the chart back from paper, while it is there
  const watching = new ResizeObserver(() => {
    if (fits()) wanted = undefined
    if (plot._fullLayout && !words.svg && !back && screenOf(figure) === "wide") Plotly.Plots.resize(plot)
  })
  watching.observe(figure)

  const toPaper = () => {
    if (plot._fullLayout && !words.svg) back ??= onPaper(Plotly, plot, SCREENS.middle)
  }
  const toScreen = () => {
    back?.()
    back = null
  }
  addEventListener("beforeprint", toPaper)
  addEventListener("afterprint", toScreen)
  return chart
}

// Which layout the width of the page asks for; none while it has no width.
const screenOf = (figure) => {
  const page = figure.closest('[data-testid="stMainBlockContainer"] > *') ?? figure
  const width = page.clientWidth
  return width && (Object.keys(SCREENS).find((name) => width < SCREENS[name]) ?? "wide")
}

const marked = (plot) => [plot._hoverdata?.[0]?.customdata].flat()[0]

// Nothing moves: the page scrolls under a finger.
const still = (layout) => {
  const fixed = { autosize: true, dragmode: false, ...layout, width: undefined }
  for (const key of Object.keys(layout)) {
    if (/^[xy]axis\d*$/.test(key)) fixed[key] = { ...layout[key], fixedrange: true }
  }
  return fixed
}

const make = (tag, properties) => Object.assign(document.createElement(tag), properties)

const addStyle = (base) => {
  const address = `${base}component/insight.ui.assets.chart/chart.css`
  if (document.querySelector(`link[href="${address}"]`)) return
  document.head.append(make("link", { rel: "stylesheet", href: address }))
}
