// Copies a chart as a picture and its numbers as a table, and says whether it worked: a browser may forbid it.

const FORBIDDEN = "This browser lets nothing be copied from here: save it instead."

// `drawing` is the promise of an SVG that carries its type.
export const copyPicture = (drawing, said) => copied(said, () => ({ "image/png": drawing.then(picture) }))

const SCALE = 3

const picture = async (svg) => {
  const image = new Image()
  image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }))
  await image.decode()
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width * SCALE, height: image.height * SCALE })
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height)
  URL.revokeObjectURL(image.src)
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"))
}

export const copyTable = (address, said) =>
  copied(said, () => {
    const rows = fetch(address)
      .then((answer) => answer.text())
      .then(cells)
    const text = (all) => all.map((row) => row.join("\t")).join("\r\n")
    const html = (all) => `<table>${all.map(line).join("")}</table>`
    return {
      "text/plain": rows.then((all) => new Blob([text(all)], { type: "text/plain" })),
      "text/html": rows.then((all) => new Blob([html(all)], { type: "text/html" })),
    }
  })

const copied = async (said, forms) => {
  try {
    await navigator.clipboard.write([new ClipboardItem(forms())])
    said.textContent = "Copied"
  } catch (error) {
    console.warn(error)
    said.textContent = FORBIDDEN
  }
}

const line = (row) => `<tr>${row.map((cell) => `<td>${plain(cell)}</td>`).join("")}</tr>`

const plain = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;")

// The rows of a CSV: quoted cells may hold commas, quotes and line breaks.
const cells = (text) => {
  const rows = [[]]
  for (const [whole, cell, end] of text.replace(/^\ufeff/, "").matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/g)) {
    if (!whole) break
    rows.at(-1).push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (end !== ",") rows.push([])
  }
  return rows.filter((row) => row.length)
}
