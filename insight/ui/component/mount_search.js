// Sent with every page, so kept small: it fetches the rest once from this server and hands over.
export default (component) => {
  const base = document.querySelector('script[src*="static/js/"]').src.replace(/static\/js\/.*$/, "")
  let clear = () => {}
  import(`${base}component/insight.ui.assets.chart/search.js`).then((search) => (clear = search.mount(component, base)))
  return () => clear()
}
