// Saves a chart as it looks, title and foot line included: SVG with text as text, PNG three times as fine as the screen.

const SCALE = 3

export const saveSvg = async (Plotly, graph, words) => {
  download(new Blob([await svg(Plotly, graph, words)], { type: "image/svg+xml" }), `${words.file}.svg`)
}

export const savePng = async (Plotly, graph, words, base) => {
  download(await picture(Plotly, graph, words, base), `${words.file}.png`)
}

// The chart as a PNG with its type inside.
export const picture = async (Plotly, graph, words, base) => {
  const drawing = (await svg(Plotly, graph, words)).replace(/(<svg[^>]*>)/, `$1<style>${await faces(base)}</style>`)
  const image = new Image()
  image.src = URL.createObjectURL(new Blob([drawing], { type: "image/svg+xml" }))
  await image.decode()
  const canvas = document.createElement("canvas")
  canvas.width = image.width * SCALE
  canvas.height = image.height * SCALE
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height)
  URL.revokeObjectURL(image.src)
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"))
}

const svg = async (Plotly, graph, words) => {
  const size = { width: Math.max(graph.clientWidth, words.narrowest), height: graph.clientHeight }
  const address = await Plotly.toImage(graph, { format: "svg", ...size })
  const drawing = decodeURIComponent(address.slice(address.indexOf(",") + 1))
  return drawing.replace(/(<svg[^>]*>)/, `$1<title>${plain(words.finding)}</title><desc>${plain(words.alt)}</desc>`)
}

const plain = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;")

// A picture cannot use the fonts of the page around it, so they travel inside.
let carried
const faces = (base) => {
  carried ??= Promise.all([400, 600, 700].map((weight) => face(base, weight))).then((all) => all.join(""))
  return carried.catch(() => "")
}

const face = async (base, weight) => {
  const file = await fetch(new URL(`app/static/fonts/inter-latin-${weight}-normal.woff2`, base))
  const bytes = new Uint8Array(await file.arrayBuffer())
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
  return `@font-face{font-family:Inter;font-weight:${weight};src:url(data:font/woff2;base64,${text})}`
}

const download = (blob, name) => {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
