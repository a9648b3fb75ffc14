/**
 * The look of the two nodes that stand in the page itself: the button and the window's place.
 * A doubled class and !important (written out: nothing is left to do on the page) keep the page's own rules away; what is animated must do without the latter.
 */
import type { VisitorWidgetSettings } from '../../shared/wire.gen'

const LIGHT = (hue: number) => `--bsd-a:oklch(.5 .115 ${hue});--bsd-o:#fff;--bsd-d:oklch(.53 .19 25);--bsd-s:#fff;--bsd-b:oklch(.958 .005 95);color-scheme:light!important`
const DARK = (hue: number) =>
  `--bsd-a:oklch(.74 .13 ${hue});--bsd-o:oklch(.18 .03 ${hue});--bsd-d:oklch(.74 .15 22);--bsd-s:oklch(.205 .007 260);--bsd-b:oklch(.248 .008 260);color-scheme:dark!important`

const B = '.besedka-launcher.besedka-launcher'
const F = '.besedka-frame.besedka-frame'
const PHONE = '@media(max-width:480px),(max-height:420px)'

/** The button's rules. Only these are read while the chat is closed. */
export function buttonLook(settings: VisitorWidgetSettings): string {
  return `${B}{all:initial!important;box-sizing:border-box!important;position:fixed!important;z-index:2147483000!important;${place(settings, 0)};inline-size:60px!important;block-size:60px!important;border-radius:50%!important;background:var(--bsd-a)!important;color:var(--bsd-o)!important;box-shadow:0 4px 12px #0000001a,0 1px 3px #00000014!important;cursor:pointer!important}
${B}:focus-visible{outline:2px solid var(--bsd-a)!important;outline-offset:3px!important}
${B} :is(svg,b){all:initial!important;display:block!important;box-sizing:border-box!important;position:absolute!important;margin:auto!important;color:inherit!important;pointer-events:none!important}
${B} svg{inset:0!important;inline-size:50%!important;block-size:50%!important;fill:none!important;stroke:currentColor!important;stroke-width:1.4!important;stroke-linecap:round!important;stroke-linejoin:round!important}
${B} path{all:revert-layer!important}
${B} b{inset-block-start:-4px!important;inset-inline-end:-4px!important;min-inline-size:22px!important;padding-inline:6px!important;border-radius:11px!important;background:var(--bsd-d)!important;color:var(--bsd-s)!important;text-align:center!important;font:600 12px/22px ui-sans-serif,system-ui,sans-serif!important;box-shadow:0 0 0 2px var(--bsd-s)!important}
${B} i{all:initial;position:absolute!important;inset:0!important;z-index:-1!important;border-radius:50%!important;background:inherit!important;pointer-events:none!important;opacity:0}
${B} b:empty{display:none!important}
@media(max-width:480px){${B}{inline-size:52px!important;block-size:52px!important}}
@media(forced-colors:active){${B}{border:2px solid!important}${B} svg{stroke:ButtonText!important}}
@media print{${B}{display:none!important}}
@media not (prefers-reduced-motion){${B}:hover{transform:translateY(-2px)!important}${B}:active{transform:scale(.96)!important}
${B}.pulse i{animation:besedka-pulse 2s steps(24) 3}}
@keyframes besedka-pulse{from{opacity:.5}60%,to{opacity:0;transform:scale(1.6)}}
${scheme(B, settings)}${B}{${settings.paint ?? ''}}`
}

/** The rules of the window's place, with the skeleton that shows until the panel has something to say. */
export function frameLook(settings: VisitorWidgetSettings): string {
  const { offsets } = settings
  return `${F}{all:initial;display:none!important;box-sizing:border-box!important;position:fixed!important;z-index:2147483001!important;overflow:hidden!important;${place(settings, 76)};inline-size:380px!important;max-inline-size:calc(100vw - ${2 * offsets.inline}px)!important;block-size:min(640px,100dvh - ${offsets.block + 96}px)!important;border-radius:16px!important;background:radial-gradient(circle at 36px 32px,var(--bsd-b) 20px,#0000 20.5px),linear-gradient(var(--bsd-b) 0 0) 68px 18px/132px 12px no-repeat,linear-gradient(var(--bsd-b) 0 0) 68px 36px/188px 10px no-repeat,var(--bsd-s)!important;box-shadow:0 18px 48px #0003,0 4px 12px #0000001a,0 0 0 1px #8883!important;color:#888!important;font:14px/1.45 ui-sans-serif,system-ui,sans-serif!important}
@media screen{${F}.opened{display:block!important}}
${F}[role=alert]{padding:96px 24px!important}
${PHONE}{${B}[aria-expanded=true]{display:none!important}${F}{inset:0 0 auto!important;inline-size:100%!important;max-inline-size:none!important;block-size:100dvh!important;border-radius:0!important}}
@media(forced-colors:active){${F}{border:1px solid!important}}
@media not (prefers-reduced-motion){${F}.opened{animation:besedka-in .14s cubic-bezier(.2,.7,.3,1)}}
@keyframes besedka-in{from{opacity:0;transform:translateY(8px)}}
${scheme(F, settings)}`
}

/** In its corner, so far above or below the button's own place. */
function place({ inline, block, offsets }: VisitorWidgetSettings, more: number): string {
  return `inset-block-${block}:${offsets.block + more}px!important;inset-inline-${inline}:${offsets.inline}px!important`
}

function scheme(node: string, { hue, theme }: VisitorWidgetSettings): string {
  const rule = `${node}{${theme === 'dark' ? DARK(hue) : LIGHT(hue)}}`
  return theme === 'auto' ? `${rule}@media(prefers-color-scheme:dark){${node}{${DARK(hue)}}}` : rule
}

/** Puts `css` into the document in the way that a strict policy of the page allows. */
export function dress(css: string, nonce: string): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets.push(sheet) // where the list cannot be added to, a browser of 2022 or older, the sheet goes into the page
  } catch {
    const style = document.createElement('style')
    style.nonce = nonce
    style.textContent = css
    document.head.append(style)
  }
}
