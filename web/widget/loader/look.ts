/**
 * The look of the two nodes that stand in the page itself: the button and the window's place.
 * A doubled class and !important keep the page's own rules away; what is animated must do without the latter.
 */
import type { VisitorWidgetSettings } from '../../shared/wire.gen'

const LIGHT = (hue: number) => `--bsd-a:oklch(.5 .115 ${hue});--bsd-o:#fff;--bsd-d:oklch(.53 .19 25);--bsd-e:#fff;--bsd-s:#fff;--bsd-b:oklch(.958 .005 95);color-scheme:light!important`
const DARK = (hue: number) =>
  `--bsd-a:oklch(.74 .13 ${hue});--bsd-o:oklch(.18 .03 ${hue});--bsd-d:oklch(.74 .15 22);--bsd-e:oklch(.2 .03 25);--bsd-s:oklch(.205 .007 260);--bsd-b:oklch(.248 .008 260);color-scheme:dark!important`

const B = '.besedka-launcher.besedka-launcher'
const F = '.besedka-frame.besedka-frame'
const PHONE = '@media(max-width:480px),(max-height:420px)'

/** The button's rules. Only these are read while the chat is closed. */
export function buttonLook(settings: VisitorWidgetSettings): string {
  const { offsets } = settings
  return `${important(`${B}{all:initial;box-sizing:border-box;position:fixed;z-index:2147483000;inset-block-end:${offsets.block}px;${side(settings)};inline-size:60px;block-size:60px;border-radius:50%;background:var(--bsd-a);color:var(--bsd-o);box-shadow:0 4px 12px #0000001a,0 1px 3px #00000014;font:600 12px/22px ui-sans-serif,system-ui,sans-serif;text-align:center;cursor:pointer;-webkit-tap-highlight-color:#0000}
${B}:hover{transform:translateY(-2px)}${B}:active{transform:scale(.96)}
${B}:focus-visible{outline:2px solid var(--bsd-a);outline-offset:3px}
${B} *{box-sizing:border-box;position:absolute;margin:auto;padding:0;border:0;pointer-events:none}
${B} svg{display:block;inset:0;inline-size:30px;block-size:30px;fill:none;stroke:currentColor;stroke-width:1.75px;stroke-linecap:round;stroke-linejoin:round}
${B} path{vector-effect:non-scaling-stroke}
${B} b{display:block;inset-block-start:-4px;inset-inline-end:-4px;min-inline-size:22px;padding-inline:6px;border-radius:11px;background:var(--bsd-d);color:var(--bsd-e);font:inherit;font-variant-numeric:tabular-nums;box-shadow:0 0 0 2px var(--bsd-s)}
${B} i{display:block;inset:0;z-index:-1;border-radius:50%;background:var(--bsd-a)}
${B} b:empty,${B}.opened i{display:none}
@media(max-width:480px){${B}{inline-size:52px;block-size:52px}${B} svg{inline-size:26px;block-size:26px}}
${PHONE}{${B}.opened{display:none}}
@media(prefers-reduced-motion){${B} i{display:none}${B}:hover,${B}:active{transform:none}}
@media(forced-colors:active){${B}{border:2px solid}${B} svg{stroke:ButtonText}}
@media print{${B}{display:none}}`)}
${B} i{opacity:0;animation:besedka-pulse 2s ease-out 1s 3}
@keyframes besedka-pulse{from{opacity:.5}to{opacity:0;transform:scale(1.6)}}
${scheme(B, settings)}`
}

/** The rules of the window's place, with the skeleton that shows until the panel has something to say. */
export function frameLook(settings: VisitorWidgetSettings): string {
  const { offsets } = settings
  return `${F}{all:initial}
${important(`${F}{display:none;position:fixed;z-index:2147483001;overflow:hidden;box-sizing:border-box;inset-block-end:${offsets.block + 76}px;${side(settings)};inline-size:380px;max-inline-size:calc(100vw - ${2 * offsets.inline}px);block-size:min(640px,100vh - ${offsets.block + 96}px);block-size:min(640px,100dvh - ${offsets.block + 96}px);border-radius:16px;background:radial-gradient(circle at 36px 32px,var(--bsd-b) 20px,#0000 20.5px),linear-gradient(var(--bsd-b) 0 0) 68px 18px/132px 12px no-repeat,linear-gradient(var(--bsd-b) 0 0) 68px 36px/188px 10px no-repeat,var(--bsd-s);box-shadow:0 18px 48px #0003,0 4px 12px #0000001a,0 0 0 1px #8883;color:#888;font:14px/1.45 ui-sans-serif,system-ui,sans-serif}
${F}.opened{display:block}
${PHONE}{${F}{inset:0 0 auto;inline-size:100%;max-inline-size:none;block-size:100dvh;border-radius:0}}
@media(forced-colors:active){${F}{border:1px solid}}
@media print{${F}{display:none}}`)}
@media not (prefers-reduced-motion){${F}.opened{animation:besedka-in .14s cubic-bezier(.2,.7,.3,1)}}
@keyframes besedka-in{from{opacity:0;transform:translateY(8px)}}
${scheme(F, settings)}`
}

function side({ corner, offsets }: VisitorWidgetSettings): string {
  return `inset-inline-${corner}:${offsets.inline}px`
}

function scheme(node: string, { hue, theme }: VisitorWidgetSettings): string {
  const rule = `${node}{${theme === 'dark' ? DARK(hue) : LIGHT(hue)}}`
  return theme === 'auto' ? `${rule}@media(prefers-color-scheme:dark){${node}{${DARK(hue)}}}` : rule
}

/** What the page's rules must not change. */
function important(css: string): string {
  return css.replace(/([^{};]):([^{};]+)(?=[;}])/g, '$1:$2!important')
}

/** Puts `css` into the document in the way that a strict policy of the page allows. */
export function dress(css: string, nonce: string): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  } catch {
    const style = document.createElement('style')
    style.nonce = nonce
    style.textContent = css
    document.head.append(style)
  }
}
