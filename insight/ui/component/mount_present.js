// Sent with the page, so kept small: the screens' script is served beside the chart's.
export default (component) => {
  const base = document.querySelector('script[src*="static/js/"]').src.replace(/static\/js\/.*$/, "")
  return import(`${base}component/insight.ui.assets.chart/present.js`).then((screens) => screens.mount(component))
}
