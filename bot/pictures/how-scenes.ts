import { widthOf } from './fonts.ts'
import { INK, text } from './hand.ts'
import type { Marks } from './how-marks.ts'
import {
  apple,
  arrow,
  button,
  fan,
  finger,
  forbidden,
  frame,
  label,
  laptop,
  lens,
  list,
  mouse,
  PART_COLOUR,
  person,
  phone,
  plate,
  right,
  ring,
  software,
  toggle,
  word,
} from './how-parts.ts'

/** A drawing of a way, `SCENE_HEIGHT` high and as wide as the picture. */
type Scene = (marks: Marks) => string[]
type Pair = readonly [Scene, Scene]

export const SCENE_HEIGHT = 200
const MIDDLE = 250

/** Where the ring's cable goes in, and how its clip is pressed. */
const CABLE: Pair = [
  ({ here, cable }) => [
    laptop({ x: 40, y: 4, width: 250, height: 190 }),
    `<path d="M292 172 C360 172 350 120 400 120 S440 150 476 150" fill="none" stroke="${PART_COLOUR.cable}" stroke-width="11" stroke-linecap="round"/>`,
    plate({ x: 268, y: 160, width: 30, height: 24 }, { fill: INK.black, corner: 4 }),
    ring({ x: 262, y: 154, width: 42, height: 36 }),
    label(here, 340, 60),
    `<path d="M320 80 L292 142" stroke="${INK.edge}" stroke-width="5"/>`,
    label(cable, 412, 178, 150, PART_COLOUR.cable),
  ],
  ({ push, pull }) => [
    plate({ x: 24, y: 54, width: 122, height: 130 }, { fill: PART_COLOUR.bar, thick: 4 }),
    plate({ x: 92, y: 92, width: 54, height: 64 }, { fill: INK.black, corner: 2 }),
    `<path d="M300 124 H372" stroke="${PART_COLOUR.cable}" stroke-width="26"/>`,
    plate({ x: 130, y: 96, width: 180, height: 56 }, { fill: INK.look, thick: 4, corner: 6 }),
    `<path d="M140 110 h42 M140 122 h42 M140 134 h42" stroke="${INK.edge}" stroke-width="3"/>`,
    `<path d="M150 96 L246 74" stroke="${INK.black}" stroke-width="9" stroke-linecap="round"/>`,
    finger(238, 72, 215),
    label(push, 120, 28),
    arrow({ x: 380, y: 124 }, { x: 470, y: 124 }),
    label(pull, 424, 170),
  ],
]

const WINDOWS_WIFI: Pair = [
  ({ here }) => [
    plate({ x: 40, y: 2, width: 420, height: 176 }, { thick: 6 }),
    plate({ x: 43, y: 132, width: 414, height: 43 }, { fill: PART_COLOUR.bar, edge: PART_COLOUR.bar, corner: 4 }),
    ...[190, 222, 254].map((x) => plate({ x, y: 143, width: 22, height: 22 }, { fill: INK.line, edge: INK.line })),
    fan(352, 164, 20),
    speaker(378, 153),
    battery(408, 145),
    ring({ x: 334, y: 140, width: 112, height: 28 }),
    lens(250, 66, 52, { x: 338, y: 134 }),
    fan(250, 94, 52),
    mouse(346, 148),
    label(here, 388, 100),
  ],
  ({ wifi, once, on, off }) => [
    plate({ x: 34, y: 14, width: 158, height: 112 }, { fill: PART_COLOUR.on, thick: 4, corner: 14 }),
    fan(113, 88, 44, { colour: INK.paper }),
    word(wifi, { x: 34, y: 106, width: 158, size: 24 }, { fill: INK.paper, isMiddle: true }),
    ring({ x: 34, y: 14, width: 158, height: 112 }, 18),
    mouse(150, 84),
    arrow({ x: 208, y: 76 }, { x: 292, y: 76 }),
    label(once, MIDDLE, 30, 100),
    plate({ x: 308, y: 14, width: 158, height: 112 }, { fill: PART_COLOUR.bar, thick: 4, corner: 14 }),
    fan(387, 88, 44, { colour: INK.faint }),
    word(wifi, { x: 308, y: 108, width: 158, size: 24 }, { isMiddle: true }),
    word(on, { x: 34, y: 164, width: 158 }, { isMiddle: true }),
    word(off, { x: 308, y: 164, width: 158 }, { isMiddle: true }),
  ],
]

const MAC_WIFI: Pair = [
  ({ here }) => [
    plate({ x: 40, y: 2, width: 420, height: 190 }, { thick: 6 }),
    plate({ x: 43, y: 5, width: 414, height: 38 }, { fill: PART_COLOUR.bar, edge: PART_COLOUR.bar, corner: 4 }),
    apple(66, 24, 22),
    battery(318, 15),
    fan(378, 35, 20),
    `<circle cx="414" cy="22" r="8" fill="none" stroke="${INK.black}" stroke-width="4"/><path d="M420 28 l8 8" stroke="${INK.black}" stroke-width="4"/>`,
    ring({ x: 360, y: 12, width: 36, height: 28 }),
    lens(256, 120, 52, { x: 358, y: 44 }),
    fan(256, 148, 52),
    mouse(384, 30),
    label(here, 388, 116),
  ],
  switched,
]

const PHONE_WIFI: Pair = [
  ({ settings, airplane, wifi, display }) => [
    phone({ x: 110, y: 4, width: 280, height: 196 }),
    word(settings, { x: 134, y: 46, width: 200, size: 24 }),
    list([airplane, wifi, display], { x: 132, y: 70, width: 236, picked: 1 }),
    finger(330, 136),
  ],
  switched,
]

/** The same switch before and after. */
function switched({ wifi, on, off }: Marks): string[] {
  return [
    ...[true, false].map((isOn) => {
      const x = isOn ? 24 : 296
      return [
        plate({ x, y: 20, width: 180, height: 104 }, { thick: 4, corner: 14 }),
        word(wifi, { x, y: 42, width: 180 }, { isMiddle: true }),
        toggle(x + 48, 64, isOn),
        word(isOn ? on : off, { x, y: 160, width: 180 }, { isMiddle: true }),
      ].join('')
    }),
    arrow({ x: 216, y: 84 }, { x: 286, y: 84 }),
  ]
}

const KEEP: Pair = [
  ({ 'no-power': not }) => [
    laptop({ x: 30, y: 8, width: 230, height: 178 }, INK.black),
    plate({ x: 316, y: 30, width: 112, height: 112 }, { fill: PART_COLOUR.bar, thick: 4, corner: 18 }),
    `<path d="M350 66 A34 34 0 1 0 394 66 M372 50 V90" fill="none" stroke="${INK.black}" stroke-width="9" stroke-linecap="round"/>`,
    forbidden(372, 86, 80),
    label(not, 372, 180, 200, PART_COLOUR.wrong),
  ],
  ({ note, 'no-close': not, good }) => [
    laptop({ x: 24, y: 8, width: 220, height: 150 }),
    plate({ x: 62, y: 30, width: 144, height: 70 }, { fill: INK.halo, corner: 2 }),
    word(note, { x: 68, y: 65, width: 132 }, { isMiddle: true }),
    label(good, 134, 182, 200, PART_COLOUR.right),
    `<path d="M286 152 H450 L462 170 H274 Z" fill="${PART_COLOUR.bar}" stroke="${INK.black}" stroke-width="5" stroke-linejoin="round"/>`,
    `<path d="M292 148 L448 148 L472 92 L318 92 Z" fill="${INK.paper}" stroke="${INK.black}" stroke-width="5" stroke-linejoin="round"/>`,
    arrow({ x: 384, y: 20 }, { x: 384, y: 86 }),
    forbidden(376, 86, 80),
    label(not, 376, 180, 200, PART_COLOUR.wrong),
  ],
]

const WINDOWS_PASSWORD: Pair = [
  () =>
    ['Ctrl', 'Alt', 'Delete'].flatMap((key, place) => {
      const x = 24 + place * 160
      return [
        plate({ x, y: 24, width: 128, height: 92 }, { fill: PART_COLOUR.bar, thick: 4, corner: 14 }),
        plate({ x: x + 10, y: 30, width: 108, height: 70 }, { thick: 3, corner: 10 }),
        word(key, { x: x + 14, y: 65, width: 100, size: 28 }, { isMiddle: true }),
        ...(place === 0 ? [] : [text('＋', { x: x - 16, y: 82, size: 34, isBold: true, anchor: 'middle' })]),
        finger(x + 64, 92),
      ]
    }),
  ({ lock, 'sign-out': signOut, 'change-password': change }) => [
    plate({ x: 40, y: 2, width: 420, height: 190 }, { thick: 6, fill: '#1e3a5f' }),
    list([lock, signOut, change], { x: 110, y: 26, width: 280, picked: 2, row: 52 }),
    mouse(356, 150),
  ],
]

const MAC_PASSWORD: Pair = [
  (marks) => appleMenu(marks),
  ({ password, change }) => [
    frame('', { x: 40, y: 2, width: 420, height: 180 }),
    plate({ x: 64, y: 72, width: 372, height: 72 }, { edge: INK.line }),
    word(password, { x: 84, y: 108, width: 170, size: 24 }),
    button(change, { x: 296, y: 86, width: 122, height: 44 }),
    ring({ x: 296, y: 86, width: 122, height: 44 }),
    mouse(376, 116),
  ],
]

function appleMenu({ 'about-mac': about, 'system-settings': settings }: Marks): string[] {
  return [
    plate({ x: 40, y: 2, width: 420, height: 190 }, { thick: 6 }),
    plate({ x: 43, y: 5, width: 414, height: 38 }, { fill: PART_COLOUR.bar, edge: PART_COLOUR.bar, corner: 4 }),
    apple(70, 24, 24),
    ring({ x: 54, y: 11, width: 32, height: 27 }),
    list([about, settings], { x: 70, y: 62, width: 270, picked: 1, row: 52 }),
    mouse(300, 140),
  ]
}

const WEB_PASSWORD: Pair = [
  ({ mail, usual }) => [
    plate({ x: 30, y: 14, width: 180, height: 120 }, { thick: 4 }),
    `<path d="M32 20 L120 84 L208 20" fill="none" stroke="${INK.black}" stroke-width="4"/>`,
    `<path d="M70 104 h100" stroke="${PART_COLOUR.on}" stroke-width="8"/>`,
    mouse(140, 100),
    forbidden(120, 74, 70),
    label(mail, 120, 178, 210, PART_COLOUR.wrong),
    frame('', { x: 290, y: 14, width: 180, height: 120 }),
    `<path d="M380 66 l9 18 20 3 -14.500 14 3.500 20 -18 -9.500 -18 9.500 3.500 -20 -14.500 -14 20 -3 Z" fill="${INK.halo}" stroke="${INK.black}" stroke-width="4" stroke-linejoin="round"/>`,
    right(380, 94, 40),
    label(usual, 380, 178, 210, PART_COLOUR.right),
  ],
  ({ settings, account, 'change-password': change }) => [
    frame('', { x: 40, y: 2, width: 420, height: 192 }),
    list([settings, account, change], { x: 70, y: 52, width: 340, picked: 2 }),
    mouse(376, 156),
  ],
]

const WINDOWS_REMOVAL: Pair = [
  ({ settings, display, apps, account, software: name }) => [
    ...settingsWindow(settings, [display, apps, account], 1),
    ...[0, 1, 2].flatMap((place) => {
      const y = 72 + place * 46
      if (place !== 1) return [software(280, y, 28), plate({ x: 304, y: y - 6, width: 110, height: 12 }, UNREAD)]
      return [
        software(280, y, 28),
        word(name, { x: 304, y, width: 130, size: 20 }),
        ring({ x: 262, y: y - 16, width: 186, height: 32 }),
      ]
    }),
  ],
  ({ software: name, change, uninstall }) => [
    plate({ x: 40, y: 8, width: 420, height: 68 }, { thick: 4 }),
    software(84, 42, 40),
    word(name, { x: 118, y: 42, width: 240, size: 24 }),
    word('…', { x: 396, y: 38, width: 40, size: 34 }, { isMiddle: true }),
    ring({ x: 396, y: 20, width: 44, height: 44 }),
    list([change, uninstall], { x: 200, y: 92, width: 260, picked: 1, row: 48 }),
    mouse(420, 166),
  ],
]

const MAC_REMOVAL: Pair = [
  ({ applications, name, share }) => [
    ...settingsWindow('Finder', [share, applications, name], 1),
    ...[0, 1].flatMap((row) => [0, 1, 2].map((column) => software(284 + column * 66, 84 + row * 68, 44))),
  ],
  ({ bin }) => [
    software(100, 84, 84, INK.look),
    `<path d="M150 96 C210 40 270 40 318 78" fill="none" stroke="${INK.edge}" stroke-width="9" stroke-dasharray="18 12"/><path d="M302 88 L334 94 L324 62 Z" fill="${INK.edge}"/>`,
    `<path d="M340 66 H450 L438 162 H352 Z M332 66 H458 M378 66 V52 H412 V66 M376 86 L380 142 M395 86 V142 M414 86 L410 142" fill="${INK.paper}" stroke="${INK.black}" stroke-width="6" stroke-linejoin="round" stroke-linecap="round"/>`,
    word(bin, { x: 330, y: 184, width: 130 }, { isMiddle: true }),
    mouse(108, 100),
  ],
]

const PHONE_REMOVAL: Pair = [
  ({ 'long-push': push }) => [
    phone({ x: 110, y: 4, width: 280, height: 196 }),
    ...[0, 1].flatMap((row) =>
      [0, 1, 2].map((column) =>
        software(170 + column * 80, 72 + row * 76, 52, row === 0 && column === 1 ? INK.look : PART_COLOUR.bar),
      ),
    ),
    ring({ x: 224, y: 46, width: 52, height: 52 }, 18),
    finger(252, 84),
    label(push, 400, 110, 180),
  ],
  ({ remove, share }) => [
    phone({ x: 110, y: 4, width: 280, height: 196 }),
    software(170, 74, 56, INK.look),
    list([share, remove], { x: 214, y: 50, width: 160, picked: 1, row: 50 }),
    finger(330, 134),
  ],
]

const WINDOWS_NEW_NAME: Pair = [
  ({ settings, display, account, apps, others, 'change-password': change }) => [
    ...settingsWindow(settings, [display, apps, account], 2),
    list([change, others], { x: 258, y: 62, width: 192, picked: 1, row: 58 }),
    mouse(410, 146),
  ],
  ({ others, 'add-account': add, name }) => [
    frame(others, { x: 40, y: 2, width: 420, height: 190 }),
    button(add, { x: 64, y: 60, width: 250, height: 46 }),
    ring({ x: 64, y: 60, width: 250, height: 46 }),
    mouse(284, 88),
    word(name, { x: 64, y: 156, width: 90 }),
    plate({ x: 168, y: 134, width: 260, height: 44 }, { corner: 4 }),
    `<path d="M182 144 v24" stroke="${INK.black}" stroke-width="3"/>`,
  ],
]

const MAC_NEW_NAME: Pair = [
  ({ 'system-settings': settings, display, lock, 'users-groups': users }) => [
    frame(settings, { x: 40, y: 2, width: 420, height: 192 }),
    list([display, lock, users], { x: 60, y: 54, width: 300, picked: 2 }),
    mouse(320, 162),
  ],
  ({ 'add-user': add, standard, administrator }) => [
    button(add, { x: 150, y: 6, width: 200, height: 46 }),
    ring({ x: 150, y: 6, width: 200, height: 46 }),
    arrow({ x: 250, y: 60 }, { x: 250, y: 100 }),
    list([standard, administrator], { x: 130, y: 112, width: 240, picked: 0, row: 46 }),
    mouse(336, 136),
  ],
]

/** Whether one's own name is an administrator's, and which to use for daily work. */
const spared = (openSettings: (marks: Marks) => string): Pair => [
  (marks) => [
    openSettings(marks),
    person(152, 110, 54),
    word(marks['own-name'], { x: 218, y: 90, width: 210, size: 24 }),
    word(marks.administrator, { x: 224, y: 138, width: 190 }),
    ring({ x: 220, y: 120, width: Math.min(200, 22 * widthOf(marks.administrator) + 10), height: 36 }),
  ],
  ({ administrator, 'other-name': other, spared: not, daily }) => [
    person(124, 56, 54),
    word(administrator, { x: 34, y: 132, width: 180 }, { isMiddle: true }),
    label(not, 124, 172, 220, PART_COLOUR.wrong),
    person(376, 56, 54, INK.halo),
    word(other, { x: 286, y: 132, width: 180 }, { isMiddle: true }),
    label(daily, 376, 172, 220, PART_COLOUR.right),
    arrow({ x: 206, y: 62 }, { x: 294, y: 62 }),
  ],
]

const PC_NAME: Pair = [
  ({ search, 'pc-name': typed, 'see-pc-name': see }) => [
    plate({ x: 40, y: 2, width: 420, height: 190 }, { thick: 6 }),
    plate({ x: 43, y: 146, width: 414, height: 43 }, { fill: PART_COLOUR.bar, edge: PART_COLOUR.bar, corner: 4 }),
    plate({ x: 150, y: 150, width: 200, height: 34 }, { corner: 17 }),
    `<circle cx="172" cy="165" r="8" fill="none" stroke="${INK.black}" stroke-width="3"/><path d="M178 171 l7 7" stroke="${INK.black}" stroke-width="4"/>`,
    word(typed, { x: 194, y: 167, width: 140, size: 20 }),
    ring({ x: 150, y: 150, width: 200, height: 34 }, 20),
    label(search, 404, 166, 96),
    list([see], { x: 110, y: 40, width: 280, picked: 0, row: 56 }),
    mouse(350, 74),
    arrow({ x: 250, y: 138 }, { x: 250, y: 104 }),
  ],
  ({ 'device-name': device, settings }) => [
    frame(settings, { x: 40, y: 2, width: 420, height: 186 }),
    plate({ x: 62, y: 62, width: 376, height: 52 }, { edge: INK.line }),
    word(device, { x: 78, y: 88, width: 140 }),
    word('DESKTOP-7Q', { x: 236, y: 88, width: 190, size: 24 }),
    ring({ x: 230, y: 68, width: 200, height: 40 }),
    ...[132, 158].flatMap((y) => [
      plate({ x: 78, y, width: 110, height: 12 }, UNREAD),
      plate({ x: 236, y, width: 160, height: 12 }, UNREAD),
    ]),
  ],
]

/** Words that nobody needs to read. */
const UNREAD = { fill: PART_COLOUR.bar, edge: PART_COLOUR.bar, corner: 6 }

const settingsWindow = (name: string, side: readonly string[], picked: number): string[] => [
  frame(name, { x: 30, y: 2, width: 440, height: 192 }),
  list(side, { x: 44, y: 54, width: 186, picked }),
  `<path d="M244 42 V192" stroke="${INK.line}" stroke-width="3"/>`,
  mouse(212, 78 + picked * 44),
]

const speaker = (x: number, y: number): string =>
  `<path d="M${x} ${y - 4} h6 l8 -7 v22 l-8 -7 h-6 Z" fill="${INK.black}"/>`

const battery = (x: number, y: number): string =>
  `<rect x="${x}" y="${y}" width="28" height="16" rx="3" fill="none" stroke="${INK.black}" stroke-width="3"/><rect x="${x + 4}" y="${y + 4}" width="16" height="8" fill="${INK.black}"/>`

export const SCENES = {
  'unplug.cable': CABLE,
  'unplug.windows': WINDOWS_WIFI,
  'unplug.mac': MAC_WIFI,
  'unplug.phone': PHONE_WIFI,
  'keep-on.keep': KEEP,
  'change-password.windows': WINDOWS_PASSWORD,
  'change-password.mac': MAC_PASSWORD,
  'change-web-password.browser': WEB_PASSWORD,
  'remove-software.windows': WINDOWS_REMOVAL,
  'remove-software.mac': MAC_REMOVAL,
  'remove-software.phone': PHONE_REMOVAL,
  'new-account.windows': WINDOWS_NEW_NAME,
  'new-account.mac': MAC_NEW_NAME,
  'pc-name.windows': PC_NAME,
  'spare-administrator.windows': spared(({ settings }) => frame(settings, { x: 60, y: 2, width: 380, height: 190 })),
  'spare-administrator.mac': spared((marks) => frame(marks['users-groups'], { x: 60, y: 2, width: 380, height: 190 })),
} as const satisfies Record<string, Pair>
export type PicturedWay = keyof typeof SCENES
