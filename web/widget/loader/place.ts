/** Where this script came from. The drop-in for the original's counter has its own way of finding out (compat/place.ts). */

const script = document.currentScript as HTMLScriptElement | null
const [src = ''] = (script?.src ?? '').split('?')

/** The address of our server, without a closing slash; '' where the page did not fetch us from one. */
export const base = src.slice(0, Math.max(0, src.lastIndexOf('/c/')))
/** The address of the widget's settings. */
export const address = src + 'on'
/** The page's leave for scripts and styles, where its policy asks for one. */
export const nonce = script?.nonce ?? ''
