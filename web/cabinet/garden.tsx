/** The picture by the cabinet's door: the gazebo in its garden. */

export function Garden() {
  return (
    <svg class="garden" viewBox="0 196 720 470" preserveAspectRatio="xMidYMax meet" aria-hidden="true">
      <circle class="sun" cx="554" cy="228" r="30" />
      <path class="far" d="M-3000 664h6720" />
      <path class="roof" d="M172 384c76-22 140-66 188-128 48 62 112 106 188 128z" />
      <path d="M360 256v-34M360 222a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM196 384v18h328v-18M214 402v222M506 402v222M300 402v222M420 402v222" />
      <path class="near" d="M360 256c-14 54-40 98-76 128M360 256c14 54 40 98 76 128" />
      <path class="near" d="M214 402c0 26-22 30-22 30M506 402c0 26 22 30 22 30M214 402c2 40 30 52 86 52M506 402c-2 40-30 52-86 52" />
      <path d="M214 546h86M420 546h86M214 624h86M420 624h86M180 624h360M164 644h392M148 664h424" />
      <path class="near" d="M232 546v78M250 546v78M268 546v78M286 546v78M434 546v78M452 546v78M470 546v78M488 546v78" />
      <path class="near" d="M88 664c-34-40-28-86 4-112 22 26 38 72 4 112M92 560v104M628 664c-44-52-38-122 4-160 34 38 50 108 4 160M632 512v152" />
      <path class="near" d="M40 664c2-14 8-22 16-26M680 664c-2-16-10-24-18-28M120 664c2-10 6-16 12-20" />
      <path class="bubble" d="M324 486h60a16 16 0 0 1 16 16v14a16 16 0 0 1-16 16h-40l-14 13v-13h-6a16 16 0 0 1-16-16v-14a16 16 0 0 1 16-16z" />
      <path class="dots" d="M340 509h.01M354 509h.01M368 509h.01" />
    </svg>
  )
}
