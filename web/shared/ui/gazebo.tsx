/** The mark and the gazebo: two speech bubbles that sit across from each other under one lamp. */
import { bubble, roof } from './icons'

/** The mark: a speech bubble under a gazebo's roof. */
export function Mark() {
  return (
    <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
      <path d={roof} />
      <path d={bubble} fill="currentColor" stroke="none" />
    </svg>
  )
}

export function Gazebo() {
  return (
    <svg class="gazebo" viewBox="0 0 196 152" aria-hidden="true">
      <circle class="glow" cx="98" cy="68" r="56" />
      <circle class="glow" cx="98" cy="68" r="40" />
      <circle class="glow" cx="98" cy="68" r="24" />
      <path d={ROOF} />
      <circle cx="98" cy="4" r="2.5" />
      <path d="M34 56v78M162 56v78M68 57v28M128 57v28M98 55v6" />
      <path class="lamp" d="M93 61h10l3 10a8 8 0 0 1-16 0z" />
      <path d="M34 108h30M132 108h30M34 120h30M132 120h30M44 108v26M54 108v26M142 108v26M152 108v26" />
      <path d="M22 134h152v8H22zM70 142h56v8H70z" />
      <path class="ground" d="M0 150h58M138 150h58" />
      <path class="b" d="M66 92h26a5 5 0 0 1 5 5v12a5 5 0 0 1-5 5H76l-8 7v-7h-2a5 5 0 0 1-5-5V97a5 5 0 0 1 5-5z" />
      <path d="M69 100h19M69 106h11" />
      <path class="a" d="M106 101h24a5 5 0 0 1 5 5v11a5 5 0 0 1-5 5h-1v7l-8-7h-15a5 5 0 0 1-5-5v-11a5 5 0 0 1 5-5z" />
    </svg>
  )
}

const ROOF =
  'M98 10V4M98 10c6 22 34 36 76 40-7 7-14 8-21 4-7 5-14 5-20 0-6 5-13 5-18 0-5 4-11 5-17 0-6 5-12 4-17 0-5 5-12 5-18 0-6 5-13 5-20 0-7 4-14 3-21-4 42-4 70-18 76-40z'
