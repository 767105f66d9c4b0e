/** For a phone and for a desk, with nothing from elsewhere; every colour on its ground has 4.5 : 1 or more. */
export const STYLE = `
:root { --ink: #1f2937; --soft: #4b5563; --line: #d1d5db; --ground: #f3f6f5; --accent: #14533f; --accent-soft: #e3ede8; --link: #1d4ed8; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.7 "BIZ UDPGothic", "Hiragino Sans", "Noto Sans JP", "Yu Gothic UI", sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: 3px; }
:focus-visible { outline: 3px solid #b45309; outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -999em; }
.skip:focus { left: 8px; top: 8px; background: #fff; padding: 8px 16px; z-index: 1; }
.top { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 16px; background: var(--accent); color: #fff; padding: 10px 24px; }
.top p { margin: 0; }
.brand { font-weight: bold; font-size: 1.1em; flex: 1; }
.brand span { font-weight: normal; margin-left: .8em; }
.who { font-size: .9em; }
nav[aria-label] ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0 4px; margin: 0; padding: 0 16px; background: #fff; border-bottom: 1px solid var(--line); }
nav ul a { display: block; padding: 10px 12px; color: var(--ink); text-decoration: none; border-bottom: 3px solid transparent; }
nav ul a:hover { background: var(--accent-soft); }
nav ul a[aria-current] { border-bottom-color: var(--accent); font-weight: bold; color: var(--accent); }
main { max-width: 1080px; margin: 0 auto; padding: 24px; }
h1 { font-size: 1.5em; line-height: 1.4; margin: 0 0 16px; word-break: auto-phrase; }
h2 { font-size: 1.15em; margin: 32px 0 8px; color: var(--accent); word-break: auto-phrase; }
p { margin: 8px 0; }
.faint, .hint { color: var(--soft); font-size: .9em; }
section, .search, main > form, .told { background: #fff; border: 1px solid var(--line); border-radius: 8px; padding: 16px 20px; margin: 16px 0; }
section > h2:first-child { margin-top: 0; }
section form, section section { border: 0; padding: 0; }
main > form:not(:has(.field)) { background: none; border: 0; padding: 0; }
button { font: inherit; font-weight: bold; min-height: 44px; padding: 6px 20px; border: 1px solid var(--accent); border-radius: 6px; background: var(--accent); color: #fff; cursor: pointer; }
button:hover { background: #0c3d2d; }
button.quiet { background: #fff; color: var(--accent); font-weight: normal; min-height: 36px; padding: 2px 14px; }
button.quiet:hover { background: var(--accent-soft); }
button.main { font-size: 1.1em; }
.field { margin: 12px 0; }
.field label, legend { display: block; font-weight: bold; }
.field .hint { display: block; }
main > form > .field:first-of-type, .search > .field:first-child { margin-top: 0; }
input, select { font: inherit; min-height: 44px; width: 100%; max-width: 32em; padding: 6px 10px; border: 1px solid #6b7280; border-radius: 6px; background: #fff; color: inherit; }
input[type=checkbox] { width: 20px; min-height: 20px; vertical-align: middle; }
input[type=time], input[type=number] { max-width: 10em; }
fieldset { border: 0; padding: 0; margin: 12px 0; }
.check { display: inline-block; font-weight: normal; margin-right: 20px; padding: 8px 0; }
.search { display: flex; flex-wrap: wrap; gap: 0 16px; align-items: end; }
.search .field { flex: 1 1 12em; }
.search .field:last-child { flex: 0 0 auto; }
.told { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 20px; background: #ecfdf5; border-color: #14533f; border-left-width: 6px; }
.told p { margin: 0; flex: 1 1 16em; }
.told.wrong { background: #fef2f2; border-color: #991b1b; }
table { border-collapse: collapse; width: 100%; background: #fff; margin: 12px 0; }
caption { position: absolute; left: -999em; }
th, td { border-bottom: 1px solid var(--line); padding: 10px 12px; text-align: left; vertical-align: top; font-weight: normal; }
thead th { background: var(--accent-soft); font-weight: bold; white-space: nowrap; }
tbody th { min-width: 9em; }
td .head { display: none; }
.kana { display: block; color: var(--soft); font-size: .82em; }
.badge { display: inline-block; border: 1px solid #6b7280; border-radius: 12px; padding: 0 12px; font-size: .88em; background: #f9fafb; white-space: nowrap; }
.badge.joined, .badge.watched { background: #dcfce7; border-color: #14533f; color: #14533f; }
.badge.invited { background: #fef9c3; border-color: #854d0e; color: #713f12; }
.badge.leaving { background: #fee2e2; border-color: #991b1b; color: #7f1d1d; }
code { background: #f3f4f6; padding: 2px 6px; border-radius: 4px; }
dl { margin: 0; }
section > dl:not(.figures) > div { display: grid; grid-template-columns: 11em 1fr; gap: 0 16px; border-bottom: 1px solid var(--line); padding: 6px 0; }
dt { color: var(--soft); }
dd { margin: 0; }
.figures { display: flex; flex-wrap: wrap; gap: 12px; margin: 12px 0; }
.figures div { background: var(--accent-soft); border-radius: 8px; padding: 8px 20px; min-width: 9em; flex: 1 0 auto; }
.figures dt { color: var(--ink); font-size: .9em; }
.figures dd { font-size: 1.8em; font-weight: bold; line-height: 1.3; color: var(--accent); }
.tasks { padding: 0; list-style: none; margin: 0; }
.tasks a { display: block; padding: 12px 0; border-bottom: 1px solid var(--line); font-weight: bold; }
.tasks li:last-child a { border-bottom: 0; }
.next li { margin: 8px 0; }
details { margin: 16px 0; }
summary { cursor: pointer; padding: 8px 0; font-weight: bold; }
.pager { display: flex; gap: 20px; align-items: center; margin: 16px 0; }
.pager a { border: 1px solid var(--accent); border-radius: 6px; padding: 6px 16px; background: #fff; text-decoration: none; color: var(--accent); }
.door { max-width: 34em; margin: 12vh auto 0; background: #fff; border: 1px solid var(--line); border-radius: 8px; padding: 32px; }
.cards { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 12px; }
.cards li { background: #fff; border: 1px dashed #6b7280; padding: 16px; text-align: center; break-inside: avoid; }
.cards h2 { margin: 0; font-size: 1em; color: var(--ink); }
.cards svg { width: 42mm; height: 42mm; }
.cards .code { font: bold 1.4em/1.4 monospace; letter-spacing: .08em; margin: 4px 0; }
.bars { display: block; width: 100%; max-width: 520px; height: auto; margin: 12px 0; }
.bars rect { fill: var(--accent); stroke: var(--accent); }
.bars .minus { fill: #fff; }
.bars text { font-size: 16px; fill: var(--ink); }
.bars .value { font-weight: bold; }
h3 { font-size: 1em; margin: 20px 0 4px; }
@media (max-width: 640px) {
  .top { padding: 10px 16px; }
  .brand { flex-basis: 100%; }
  .who { flex: 1; }
  nav[aria-label] ul { padding: 0 4px; }
  nav ul a { padding: 8px 10px; }
  main { padding: 16px; }
  section, .search, main > form, .told { padding: 12px 14px; }
  table, tbody, tr, th, td { display: block; }
  thead { display: none; }
  tr { border: 1px solid var(--line); border-radius: 8px; background: #fff; margin: 10px 0; padding: 6px 0; }
  th, td { border: 0; padding: 4px 14px; }
  tbody th { font-weight: bold; }
  td { display: grid; grid-template-columns: 7em 1fr; gap: 8px; }
  td .head { display: block; color: var(--soft); font-size: .88em; }
  section > dl:not(.figures) > div { grid-template-columns: 7em 1fr; }
  .figures div { flex: 1 1 40%; min-width: 0; padding: 8px 14px; }
  button.main { width: 100%; }
}
@media print {
  .top, nav, .skip, .screen, .sheet > h1 { display: none; }
  body, main { background: #fff; padding: 0; margin: 0; max-width: none; }
  .cards { grid-template-columns: repeat(3, 1fr); gap: 6mm; margin: 0; }
  .cards li { padding: 4mm; }
}
`
