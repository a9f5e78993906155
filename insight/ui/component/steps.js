// A chart by keyboard: arrow keys go from mark to mark, each says what it is, Enter chooses it as a click would.

const ON = new Set(["ArrowRight", "ArrowDown"])
const BACK = new Set(["ArrowLeft", "ArrowUp"])

// The marks of a drawing carry their words; a pointer over one shows them too.
export const drawnMarks = (plot) =>
  [...plot.querySelectorAll("[data-said]")].map((mark) => {
    const place = () => {
      const [box, frame] = [mark, plot].map((each) => each.getBoundingClientRect())
      return [box.x + box.width / 2 - frame.x, box.y + box.height / 2 - frame.y]
    }
    return { mark, said: mark.dataset.said, code: mark.dataset.code, place }
  })

// The marks of a plotted figure: points and bars from its own reckoning, areas from their outline.
export const plottedMarks = (plot, rings) =>
  plot.data.flatMap((trace, at) => {
    const told = trace.hovertext ?? trace.text
    if (trace.hoverinfo !== "text" || !told) return []
    const { xaxis, yaxis } = plot._fullLayout
    const mark = (said, code, x, y) => ({
      said: spoken(said), code, place: () => [xaxis._offset + xaxis.c2p(x), yaxis._offset + yaxis.c2p(y)],
    })
    const outline = rings[trace.meta?.shape]?.[0]
    if (outline) return [mark(told, trace.meta.shape, middle(outline, 0), middle(outline, 1))]
    return plot.calcdata[at].flatMap((spot, point) => {
      const said = Array.isArray(told) ? told[point] : told
      const [x, y] = "b" in spot ? [spot.b + spot.s / 2, spot.p] : [spot.x, spot.y]
      return said && Number.isFinite(x) && Number.isFinite(y) ? [mark(said, [trace.customdata?.[point]].flat()[0], x, y)] : []
    })
  })

export const steps = (frame, choose) => {
  const tip = Object.assign(document.createElement("div"), { className: "insight-told", role: "status" })
  const ring = Object.assign(document.createElement("div"), { className: "insight-ring" })
  frame.append(ring, tip)
  let marks = [], at = -1
  const tell = (mark, ringed) => {
    tip.textContent = mark?.said ?? ""
    ring.hidden = !mark || !ringed
    if (!mark) return
    const [x, y] = mark.place()
    Object.assign(ring.style, { left: `${x}px`, top: `${y}px` })
    const left = Math.max(0, Math.min(x + 18, frame.clientWidth - tip.offsetWidth))
    Object.assign(tip.style, { left: `${left}px`, top: `${y + 18}px` })
  }
  const over = (found) => {
    marks = found
    at = -1
    tell()
  }
  frame.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !marks.length) return
    if (ON.has(event.key)) at = (at + 1) % marks.length
    else if (BACK.has(event.key)) at = at < 1 ? marks.length - 1 : at - 1
    else if (event.key === "Escape") at = -1
    else if (event.key === "Enter" && at >= 0) return choose(marks[at].code)
    else return
    event.preventDefault()
    tell(marks[at], true)
    if (at >= 0) ring.scrollIntoView({ block: "nearest" })
  })
  frame.addEventListener("blur", () => tell())
  frame.addEventListener("pointerover", (event) => {
    const under = event.target.closest?.("[data-said]")
    tell(marks.find((each) => each.mark && each.mark === under))
  })
  frame.addEventListener("pointerleave", () => tell())
  tell()
  return { over }
}

const middle = (outline, from) => {
  const along = outline.filter((_, at) => at % 2 === from)
  return (Math.min(...along) + Math.max(...along)) / 2
}

const spoken = (markup) => new DOMParser().parseFromString(markup.replace(/<br\s*\/?>/g, "\n"), "text/html").body.textContent
