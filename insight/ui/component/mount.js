// Sent with every chart, so kept small: it fetches the rest once from this server and hands over.
export default (component) => {
  const base = document.querySelector('script[src*="static/js/"]').src.replace(/static\/js\/.*$/, "")
  return import(`${base}component/insight.ui.assets.chart/chart.js`).then((chart) => chart.mount(component, base))
}
