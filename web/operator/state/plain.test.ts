import { describe, expect, it } from 'vitest'
import { host, openable, short } from './address'
import { device, handheld } from '../../shared/ui/device'

const AGENTS: readonly (readonly [string, string])[] = [
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1', 'iPhone, Safari'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 YaBrowser/24.1 Safari/537.36', 'Windows, Yandex'],
  ['Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36', 'Android, Chrome'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:132.0) Gecko/20100101 Firefox/132.0', 'macOS, Firefox'],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36 Edg/131.0', 'Windows, Edge'],
  ['curl/8.5.0', ''],
  ['', ''],
]

describe('devices', () => {
  it.each(AGENTS)('%s', (agent, words) => {
    expect(device(agent)).toBe(words)
  })
  it('tells a phone from a desk', () => {
    expect(AGENTS.map(([agent]) => handheld(agent))).toEqual([true, false, true, false, false, false, false])
  })
})

describe('addresses', () => {
  it('shortens what people need not read', () => {
    expect(short('https://www.okna.example/ustanovka/')).toBe('okna.example/ustanovka')
    expect(short('https://okna.example/%D0%BE%D0%BA%D0%BD%D0%B0?utm=1#x')).toBe('okna.example/окна')
    expect(short('не адрес')).toBe('не адрес')
    expect(short('https://okna.example/%E0%A4%A')).toBe('okna.example/%E0%A4%A')
    expect(host('https://www.okna.example:8443/a')).toBe('okna.example:8443')
  })
  it('opens http and https, nothing else', () => {
    expect(openable('https://okna.example/')).toBe('https://okna.example/')
    for (const bad of ['javascript:alert(1)', 'data:text/html,x', 'ftp://a.example/', 'JaVaScRiPt:alert(1)', '', 'okna']) expect(openable(bad)).toBeNull()
  })
})
