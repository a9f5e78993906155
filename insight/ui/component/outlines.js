// The outlines of footprints: fetched once per map and kept, laid under the traces that name them, found again by a click.

const kept = new Map()

export const outlines = (base, shapes) => {
  if (!shapes) return Promise.resolve({})
  if (!kept.has(shapes.id)) {
    const arriving = fetch(new URL(shapes.url.replace(/^\//, ""), base)).then((answer) => {
      if (!answer.ok) throw new Error(`the map did not arrive (${answer.status})`)
      return answer.json()
    })
    arriving.catch(() => kept.delete(shapes.id)) // so that the next chart tries again
    kept.set(shapes.id, arriving)
  }
  return kept.get(shapes.id)
}

// The traces with the x and y of their outline, rings parted by a gap.
export const placed = (traces, rings) =>
  traces.map((trace) => {
    const outline = rings[trace.meta?.shape]
    if (!outline || trace.x) return trace
    const x = []
    const y = []
    for (const ring of outline) {
      if (x.length) {
        x.push(null)
        y.push(null)
      }
      for (let i = 0; i < ring.length; i += 2) {
        x.push(ring[i])
        y.push(ring[i + 1])
      }
    }
    return { ...trace, x, y }
  })

// The code of the footprint under a mouse event, or undefined. Later traces lie on top, so they are asked first; those that
// are ground for other marks (`meta.ground`) are not for choosing.
export const under = (graph, event, rings) => {
  const layout = graph._fullLayout
  const box = graph.getBoundingClientRect()
  for (const trace of [...graph.data].reverse()) {
    const outline = rings[trace.meta?.shape]
    if (!outline || trace.visible === false || trace.meta.ground) continue
    const [across, up] = [axis(layout, trace.xaxis ?? "x"), axis(layout, trace.yaxis ?? "y")]
    const x = across.p2d(event.clientX - box.left - across._offset)
    const y = up.p2d(event.clientY - box.top - up._offset)
    if (inside(outline, x, y)) return trace.meta.shape
  }
}

const axis = (layout, id) => layout[`${id[0]}axis${id.slice(1)}`]

// Even-odd over all rings, so a hole in a footprint is not part of it.
const inside = (rings, x, y) => {
  let within = false
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const crosses = ring[i + 1] > y !== ring[j + 1] > y
      if (crosses && x < ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]) + ring[i]) {
        within = !within
      }
    }
  }
  return within
}
