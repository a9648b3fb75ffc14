import { expect, it } from 'vitest'
import { cures } from './cures'

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0'
it.each([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36`, ['cure_chrome', 'cure_windows', 'cure_windows_stay']],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/140.0.0.0`, ['cure_edge', 'cure_windows', 'cure_windows_stay']],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} YaBrowser/25.8.0.0 Safari/537.36`, ['cure_yandex', 'cure_windows', 'cure_windows_stay']],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0', ['cure_firefox', 'cure_macos']],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15', ['cure_safari', 'cure_macos']],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1', ['cure_safari', 'cure_ios']],
  [`Mozilla/5.0 (Linux; Android 10; K) ${CHROME} Mobile Safari/537.36`, ['cure_chrome', 'cure_android']],
  [`Mozilla/5.0 (X11; Linux x86_64) ${CHROME} Safari/537.36`, ['cure_chrome', 'cure_linux']],
  ['something new', ['cure_other']],
])('%s is told what is its own', (agent, expected) => expect(cures(agent).map(([key]) => key)).toEqual(expected))

it.each([['Windows NT 10.0; Win64; x64', ['cure_windows_shell', 'cure_windows_stay']], ['Macintosh; Intel Mac OS X 10_15_7', ['cure_macos_shell']], ['X11; Linux x86_64', ['cure_linux_shell']]])(
  'in the desktop app on %s only the system has a say', (system, expected) => expect(cures(`Mozilla/5.0 (${system}) ${CHROME} Safari/537.36`, true).map(([key]) => key)).toEqual(expected),
)
