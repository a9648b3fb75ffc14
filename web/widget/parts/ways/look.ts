/**
 * The look of the list. A doubled class and !important keep the page's own rules away, as of the button (loader/look.ts); the colours
 * are those that the button has, but for its own paint.
 */
import type { VisitorWidgetSettings } from '../../../shared/wire.gen'

const W = '.besedka-ways.besedka-ways'
const HUES = { callback: 165, telegram: 238, whatsapp: 150, vk: 257, viber: 295, max: 275, email: 60, phone: 165, link: 200 } as const

const LIGHT = `--w-s:#fff;--w-t:oklch(.25 .01 260);--w-q:oklch(.5 .01 260);--w-h:oklch(.958 .005 95);--w-b:.95 .03;--w-c:.5 .13;color-scheme:light!important`
const DARK = `--w-s:oklch(.205 .007 260);--w-t:oklch(.94 .004 95);--w-q:oklch(.7 .01 260);--w-h:oklch(.248 .008 260);--w-b:.31 .05;--w-c:.8 .11;color-scheme:dark!important`

export function look({ inline, block, offsets, theme, hue }: VisitorWidgetSettings): string {
  const rule = `${W}{${theme === 'dark' ? DARK : LIGHT}}`
  const signs = Object.entries(HUES).map(([kind, own]) => `${W} [data-kind=${kind}]{--w-k:${own}}`).join('')
  return `${W}{all:initial!important;display:none!important;position:fixed!important;z-index:2147483001!important;box-sizing:border-box!important;inset-block-${block}:${offsets.block + 76}px!important;inset-inline-${inline}:${offsets.inline}px!important;inline-size:320px!important;max-inline-size:calc(100vw - ${2 * Math.min(offsets.inline, 24)}px)!important;max-block-size:calc(100dvh - ${offsets.block + 92}px)!important;overflow:auto!important;overscroll-behavior:contain!important;padding:8px!important;border-radius:16px!important;background:var(--w-s)!important;color:var(--w-t)!important;box-shadow:0 18px 48px #0003,0 4px 12px #0000001a,0 0 0 1px #8883!important;font:500 14px/1.45 ui-sans-serif,system-ui,sans-serif!important;outline:0!important}
${W}.opened{display:block!important}
${W} :is(h2,ul,li,a,button,span){all:unset!important;box-sizing:border-box!important;unicode-bidi:plaintext!important}
${W} h2{display:block!important;padding:12px 12px 8px!important;font-size:16px!important;font-weight:650!important}
${W} :is(ul,li){display:block!important}
${W} :is(a,button){display:flex!important;align-items:center!important;gap:12px!important;inline-size:100%!important;min-block-size:48px!important;padding:4px 8px!important;border-radius:10px!important;cursor:pointer!important;-webkit-tap-highlight-color:#0000!important}
${W} :is(a,button):hover{background:var(--w-h)!important}
${W} :is(a,button):focus-visible{outline:2px solid oklch(var(--w-c) ${hue})!important;outline-offset:-2px!important}
${W} span{overflow-wrap:anywhere!important;min-inline-size:0!important}
${W} svg{all:unset!important;--w-k:${hue};display:block!important;box-sizing:border-box!important;flex:none!important;inline-size:36px!important;block-size:36px!important;padding:8px!important;border-radius:10px!important;background:oklch(var(--w-b) var(--w-k))!important;color:oklch(var(--w-c) var(--w-k))!important;fill:none!important;stroke:currentColor!important;stroke-width:1.75px!important;stroke-linecap:round!important;stroke-linejoin:round!important}
${W} path{vector-effect:non-scaling-stroke!important}
${signs}
@media screen{.besedka-launcher.besedka-launcher.besedka-launcher.besedka-listing{display:block!important}}
.besedka-launcher.besedka-launcher.besedka-listing i,.besedka-launcher.besedka-launcher.besedka-listing b{display:none!important}
@media(max-width:480px){${W}{inset-inline:16px!important;inline-size:auto!important;max-inline-size:none!important}}
@media(forced-colors:active){${W}{border:1px solid!important}${W} svg{border:1px solid!important;stroke:ButtonText!important}}
@media not (prefers-reduced-motion){${W}.opened{animation:besedka-ways .14s cubic-bezier(.2,.7,.3,1)}}
@keyframes besedka-ways{from{opacity:0;transform:translateY(8px)}}
@media print{${W}{display:none!important}}
${rule}${theme === 'auto' ? `@media(prefers-color-scheme:dark){${W}{${DARK}}}` : ''}`
}
