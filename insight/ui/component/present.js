// Screens for a meeting room: one at a time over the whole window, turned by keys, a clicker or a finger; the way out shows when the mouse moves.

const NEXT = new Set(["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"])
const BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp", "Backspace"])
const SWIPE = 0.05 // of the screen's width
const RESTING = 2000 // milliseconds after the last movement
const UPRIGHT = "(orientation: portrait) and (max-width: 600px)"
const upright = matchMedia(UPRIGHT)

export const mount = async (component) => {
  const told = await unpacked(component.data)
  const parent = component.parentElement
  parent.insightScreens?.()
  const stage = Object.assign(document.createElement("div"), { className: "insight-stage", tabIndex: 0 })
  stage.setAttribute("role", "region")
  stage.setAttribute("aria-roledescription", "slides")
  stage.setAttribute("aria-label", "Screens. Arrow keys or Page Up and Page Down turn them, Escape leaves.")
  stage.setAttribute("aria-live", "polite")
  const style = Object.assign(document.createElement("style"), { textContent: STYLE })
  // Followed as a link of ours, so that the visit goes on; without the header it is a plain link.
  const leave = Object.assign(document.createElement("a"), { className: "insight-go insight-leave", textContent: "Leave (Esc)" })
  leave.href = `${location.pathname.replace(/[^/]*$/, "pack")}${location.search}`
  parent.append(style, stage, leave)

  let at = Math.min(Math.max(Number(location.hash.slice(1)) - 1 || 0, 0), told.screens.length - 1)
  let down = null, resting
  const stir = () => {
    parent.classList.add("insight-stirred")
    clearTimeout(resting)
    resting = setTimeout(() => parent.classList.remove("insight-stirred"), RESTING)
  }
  const show = (wanted) => {
    at = Math.min(Math.max(wanted, 0), told.screens.length - 1)
    stage.innerHTML = told.screens[at].svg // drawn by our own server, text escaped there
    stage.dataset.screen = at + 1
    history.replaceState(history.state, "", `${location.pathname}${location.search}#${at + 1}`)
  }
  const keys = (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || (event.key === "Enter" && event.target === leave)) return
    if (NEXT.has(event.key)) show(at + 1)
    else if (BACK.has(event.key)) show(at - 1)
    else if (event.key === "Home") show(0)
    else if (event.key === "End") show(told.screens.length - 1)
    else if (event.key === "Escape") leave.click()
    else if (event.key === "f") document.documentElement.requestFullscreen?.()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  // On a phone held upright a screen lies on its side, and its left is the phone's top.
  const along = (event) => (upright.matches ? event.clientY / innerHeight : event.clientX / innerWidth)
  stage.addEventListener("pointerdown", (event) => (down = along(event)))
  stage.addEventListener("pointerup", (event) => {
    if (down === null) return
    const moved = along(event) - down
    down = null
    if (Math.abs(moved) > SWIPE) show(at + (moved < 0 ? 1 : -1))
    else show(at + (along(event) < 1 / 3 ? -1 : 1))
  })
  stage.addEventListener("pointermove", stir)
  window.addEventListener("keydown", keys, true)
  document.body.style.overflow = "hidden"
  show(at)
  stage.focus()
  parent.insightScreens = () => {
    window.removeEventListener("keydown", keys, true)
    document.body.style.overflow = ""
    clearTimeout(resting)
    stage.remove()
    leave.remove()
    style.remove()
    delete parent.insightScreens
  }
  return parent.insightScreens
}

const unpacked = (bytes) =>
  new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json()

const STYLE = `
.insight-stage{position:fixed;inset:0;z-index:1000000;background:#fff;display:flex;align-items:center;justify-content:center;outline:none;touch-action:none;cursor:none}
.insight-stage svg{width:100vw;height:100vh;max-width:calc(100vh * 16 / 9);max-height:calc(100vw * 9 / 16)}
.insight-leave{position:fixed;bottom:1rem;right:1rem;z-index:1000001;padding:.4rem .8rem;border:1px solid #768692;border-radius:4px;background:#fff;color:#12436d;opacity:0;pointer-events:none}
.insight-leave:focus-visible,.insight-stirred .insight-leave{opacity:1;pointer-events:auto}
.insight-leave:focus-visible{outline:3px solid #ffb81c;outline-offset:1px}
.insight-stirred .insight-stage{cursor:default}
@media ${UPRIGHT}{.insight-stage svg{flex:none;width:100vh;height:100vw;max-width:calc(100vw * 16 / 9);max-height:calc(100vh * 9 / 16);transform:rotate(90deg)}}`
