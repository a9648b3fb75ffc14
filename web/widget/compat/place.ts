/** Where the drop-in came from: the addresses of the original's counter name the server, and the page's globals the rest. */
import { putNodes } from './nodes'
import { page } from './page'

const MODULE = /^(.+)\/(?:dist\/module\.js|api\/site\/1\.0\/([0-9a-f]{32})\/init)$/
const KEY = /^[0-9a-f]{32}$/

const script = document.currentScript as HTMLScriptElement | null
const [src = ''] = (script?.src ?? '').split('?')
const found = MODULE.exec(src)
const key = String(found?.[2] ?? page.roistatProjectId)
const server = found?.[1] ?? (page.roistatHost ? `${location.protocol}//${page.roistatHost}` : '')

/** A second load on one page is ignored, as is one that does not say whose chat it is. */
export const base = !page.roistatAlreadyStarted && KEY.test(key) ? server : ''
export const address = `${server}/c/${key}.json`
export const leads = `${server}/api/visitor/v1/leads?project=${key}`
export const nonce = script?.nonce ?? ''
page.roistatAlreadyStarted = true
if (base) putNodes() // before the loader takes its own
