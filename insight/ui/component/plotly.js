// Brings the drawing library from this server, once per browser page, with the letters it needs to measure text.

let ready

export const plotly = (base) => {
  ready ??= Promise.all([script(`${base}component/insight.ui.assets.plotly/plotly.min.js`), letters()])
    .then(() => window.Plotly)
    .catch((error) => {
      ready = undefined // so that the next chart tries again
      throw error
    })
  return ready
}

const script = (address) =>
  new Promise((resolve, reject) => {
    if (window.Plotly) return resolve()
    const tag = document.createElement("script")
    tag.src = address
    tag.onload = resolve
    tag.onerror = () => reject(new Error(`${address} did not arrive`))
    document.head.append(tag)
  })

const letters = () =>
  Promise.all([400, 600, 700].map((weight) => document.fonts.load(`${weight} 16px Inter`))).catch(() => undefined)
