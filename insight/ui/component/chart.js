// One chart on the page: the drawing, its words for those who cannot see it, and the buttons that save it.

import { outlines, placed, under } from "./outlines.js"
import { plotly } from "./plotly.js"
import { copyPicture, copyTable } from "./copy.js"
import { picture, savePng, saveSvg } from "./save.js"

const CONFIG = { displayModeBar: false, scrollZoom: false, doubleClick: false, showTips: false }

export const mount = async (component, base) => {
  const chart = (component.parentElement.insightChart ??= build(component.parentElement, base))
  chart.pick = (code) => component.setTriggerValue("picked", code)
  await chart.show(await unpacked(component.data))
  return () => chart.clear()
}

// What the server sends is deflated JSON: a fifth of the size.
const unpacked = (bytes) =>
  new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json()

const build = (parent, base) => {
  addStyle(base)
  const figure = make("figure", { className: "insight-chart" })
  const tools = make("div", { className: "insight-tools" })
  const frame = make("div", { className: "insight-frame" })
  const plot = make("div", { className: "insight-plot" })
  const waiting = make("p", { className: "insight-waiting", textContent: "Drawing the chart …", role: "status" })
  const caption = make("figcaption", { className: "insight-unseen" })
  const png = make("button", { type: "button", textContent: "PNG", title: "Save as a picture" })
  const svg = make("button", { type: "button", textContent: "SVG", title: "Save as a drawing that stays sharp" })
  const csv = make("a", { textContent: "CSV", title: "Save the numbers" })
  const copy = make("button", { type: "button", textContent: "Copy picture", title: "Copy the picture, to paste it into a paper" })
  const cells = make("button", { type: "button", textContent: "Copy table", title: "Copy the numbers, to paste them into a spreadsheet" })
  const said = make("span", { className: "insight-said", role: "status" })
  tools.append(said, copy, cells, png, svg, csv)
  frame.append(plot)
  figure.append(tools, waiting, frame, caption)
  parent.querySelector(".insight-arriving")?.remove()
  parent.append(figure)

  let words, Plotly, rings = {}, turn = 0, last = { code: undefined, at: 0 }
  png.onclick = () => savePng(Plotly, plot, words, base)
  svg.onclick = () => saveSvg(Plotly, plot, words)
  copy.onclick = () => copyPicture(picture(Plotly, plot, words, base), said)
  cells.onclick = () => copyTable(csv.href, said)

  const chart = {
    show: async (data) => {
      const mine = ++turn
      words = data
      caption.textContent = `${data.finding}. ${data.foot}`
      plot.setAttribute("role", "img")
      plot.setAttribute("aria-label", data.alt)
      plot.style.minWidth = `${data.narrowest}px`
      figure.style.minHeight = `${data.figure.layout.height ?? 450}px`
      figure.classList.toggle("insight-picks", data.picks)
      name(png, "PNG picture", data)
      name(svg, "SVG drawing", data)
      name(csv, "CSV table", data)
      copy.setAttribute("aria-label", `Copy picture: ${data.finding}`)
      cells.setAttribute("aria-label", `Copy table: ${data.finding}`)
      csv.href = new URL(data.csv.replace(/^\//, ""), base)
      csv.download = `${data.file}.csv`
      try {
        const arrived = await Promise.all([plotly(base), outlines(base, data.shapes)])
        if (mine !== turn) return // a newer figure came while this one waited
        ;[Plotly, rings] = arrived
        await Plotly.react(plot, placed(data.figure.data, rings), still(data.figure.layout), CONFIG)
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
      Plotly?.purge(plot)
      figure.remove()
      delete parent.insightChart
    },
  }

  const picked = (code) => {
    if (!words.picks || code === undefined || (code === last.code && Date.now() - last.at < 500)) return
    last = { code, at: Date.now() }
    chart.pick(code)
  }
  // The library tells of a click on a mark, not of one on a filled area: those we find ourselves.
  plot.addEventListener("click", (event) => {
    if (Plotly && event.target.closest?.(".plotly")) picked(under(plot, event, rings) ?? marked(plot))
  })
  const watching = new ResizeObserver(() => plot._fullLayout && Plotly.Plots.resize(plot))
  watching.observe(plot)
  return chart
}

const marked = (plot) => [plot._hoverdata?.[0]?.customdata].flat()[0]

// Nothing moves: the page scrolls under a finger, and a chart in a paper is the chart on the screen.
const still = (layout) => {
  const fixed = { autosize: true, dragmode: false, ...layout, width: undefined }
  for (const key of Object.keys(layout)) {
    if (/^[xy]axis\d*$/.test(key)) fixed[key] = { ...layout[key], fixedrange: true }
  }
  return fixed
}

const name = (control, kind, data) => control.setAttribute("aria-label", `Save as ${kind}: ${data.finding}`)

const make = (tag, properties) => Object.assign(document.createElement(tag), properties)

const addStyle = (base) => {
  const address = `${base}component/insight.ui.assets.chart/chart.css`
  if (document.querySelector(`link[href="${address}"]`)) return
  document.head.append(make("link", { rel: "stylesheet", href: address }))
}
