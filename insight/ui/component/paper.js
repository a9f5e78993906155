// A chart on paper: as wide as the page, its type never under 9 points. One that is read in rows and longer than a page goes on
// on the next, parted between rows; any other is at most as high as the page.

const PAPER = { width: 1040, height: 580, ofRows: 560 } // pixels of A4 on its side, within its margins, and with room for a heading or two above the chart
const NOTE_GAP = 8
const SMALLEST = 12 / 14 // 9 points over our smallest type: a chart scaled down further could not be read

export const onPaper = (Plotly, plot, width) => {
  const { height, yaxis, yaxis2: key } = plot._fullLayout
  const [first, last] = yaxis?.range ?? [0, 0]
  const rows = first > last ? Math.round(first - last) : 0
  const room = (rows ? PAPER.ofRows : PAPER.height) - above(plot)
  const zoom = Math.min(PAPER.width / width, rows ? 1 : Math.max(SMALLEST, room / height))
  const most = room / zoom
  const back = { width: undefined, height, autosize: true }
  const lower = rows ? height : Math.min(height, most)
  const layout = { width, height: lower }
  if (key) {
    // The words above the key of a map keep their place: so does the key, or they would meet.
    const { t, b } = plot._fullLayout._size
    back["yaxis2.domain"] = [...key.domain]
    layout["yaxis2.domain"] = key.domain.map((at) => Math.max(0, 1 - ((1 - at) * (height - t - b)) / (lower - t - b)))
  }
  Plotly.relayout(plot, layout)
  const ends = rows ? pageEnds(plot._fullLayout, rows, most) : [plot._fullLayout.height]
  const parts = ends.map((end, at) => partOf(plot, ends[at - 1] ?? 0, end, zoom))
  plot.before(...parts) // their clips are then the first of their names: those of a plot that is not displayed cut nothing
  plot.style.display = "none"
  return () => {
    for (const part of parts) part.remove()
    plot.style.display = ""
    // A narrow window may have been given a drawing meanwhile, in place of the plot.
    if (plot._fullLayout) Plotly.relayout(plot, back)
  }
}

// The height of the notes that stand between the heading of a page and its first chart: a chart that did not fit below them would
// leave the first sheet to them alone.
const above = (plot) => {
  const figure = plot.closest("figure")
  if (figure !== document.querySelector(".insight-chart")) return 0
  const notes = [...document.querySelectorAll(".insight-note")].filter((note) => note.compareDocumentPosition(figure) & Node.DOCUMENT_POSITION_FOLLOWING)
  return notes.reduce((sum, note) => sum + note.offsetHeight + NOTE_GAP, 0)
}

// How far down each page reaches. The last row keeps the axis and the words under it.
const pageEnds = ({ height, _size: { t: top, h: plot } }, rows, most) => {
  const row = plot / rows
  const ends = []
  for (let start = 0; height - start > most; start = ends.at(-1)) {
    const fit = Math.min(Math.floor((start + most - top) / row), rows - 1)
    const end = top + fit * row
    ends.push(end > start ? end : start + most)
  }
  return [...ends, height]
}

const partOf = (plot, start, end, zoom) => {
  const part = Object.assign(document.createElement("div"), { className: "insight-part" })
  const copy = plot.cloneNode(true)
  Object.assign(copy.style, { marginTop: `${-start}px`, zoom: "" })
  Object.assign(part.style, { height: `${end - start}px`, overflow: "hidden", zoom })
  part.append(copy)
  return part
}
